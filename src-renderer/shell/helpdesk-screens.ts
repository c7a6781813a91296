/**
 * The screens of the Helpdesk's own work, by the name of their route, each with the key of the sentence that an operator
 * of an authority reads there. The menu leaves them out for such an operator.
 */
const SENTENCES: Readonly<Record<string, string>> = {
  'carry-over': 'carryOver.helpdeskOnly',
  duplicates: 'merging.helpdeskOnly',
  merge: 'merging.helpdeskOnly',
  retention: 'retention.helpdeskOnly',
  'role-requests': 'roleRequests.helpdeskOnly',
  classifications: 'classifications.helpdeskOnly',
  import: 'lists.helpdeskOnly',
  migration: 'migration.helpdeskOnly',
  'migration-print': 'migration.helpdeskOnly',
  decisions: 'migration.decisions.helpdeskOnly',
}

/** Returns the key of the sentence that says whose screen this is; null if every operator can use it. */
export function helpdeskSentence(route: string): string | null {
  return SENTENCES[route] ?? null
}
