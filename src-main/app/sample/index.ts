export { sampleActs, type SampleAct } from './acts'
export { sampleAlerts } from './alerts'
export { sampleRows, type SampleRow } from './rows'
export { sampleSizes, type SampleSet, type SampleSize } from './sizes'
