/** The three sets of sample data: a demonstration, today's real size, ten times that. */
export type SampleSet = 'S' | 'R' | 'L'

export interface SampleSize {
  readonly authorities: number
  readonly users: number
  readonly accesses: number
  readonly historyEntries: number
  /** Alerts and notifications. */
  readonly alerts: number
}

/** What the store holds in the end, after all acts. */
export const sampleSizes: Readonly<Record<SampleSet, SampleSize>> = {
  S: { authorities: 500, users: 1_400, accesses: 1_500, historyEntries: 1_000, alerts: 44 },
  R: { authorities: 12_600, users: 44_000, accesses: 60_000, historyEntries: 125_000, alerts: 550 },
  L: { authorities: 126_000, users: 440_000, accesses: 600_000, historyEntries: 1_250_000, alerts: 550 },
}

/** How the acts of a set are made up. */
export interface ActPlan {
  /** Authorities that acts register; the last ones by number. */
  readonly registered: number
  /** Authorities that acts inactivate. */
  readonly inactivated: number
  /** Acts touch only authorities with lower numbers, so that what they keep in memory stays bounded. */
  readonly touched: number
}

export const actPlans: Readonly<Record<SampleSet, ActPlan>> = {
  S: { registered: 20, inactivated: 6, touched: 480 },
  R: { registered: 600, inactivated: 120, touched: 9_000 },
  L: { registered: 4_000, inactivated: 1_200, touched: 10_000 },
}
