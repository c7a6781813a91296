/** The languages that the program itself writes in a mail: its header words and what templates begin with. */
export const MAIL_LANGUAGES = ['en', 'fr', 'de', 'ro'] as const
export type MailLanguage = (typeof MAIL_LANGUAGES)[number]

/**
 * The language that a mail has by itself (product decision): the one that all its recipients share, where the program
 * writes in it; else English.
 */
export function usualMailLanguage(recipients: readonly { readonly language: string }[]): MailLanguage {
  const [first, ...others] = new Set(recipients.map(({ language }) => language))
  return (others.length === 0 ? MAIL_LANGUAGES.find((each) => each === first) : undefined) ?? 'en'
}
