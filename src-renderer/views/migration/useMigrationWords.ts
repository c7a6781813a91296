import { useI18n } from 'vue-i18n'
import type { V6Problem, V6Step } from '../../../src-shared/contract/migration'
import type { DecisionKind } from '../../../src-shared/entities/open-decision'
import { DECISION_CHOICES } from '../../../src-shared/v6'
import { useFormat } from '../../composables/useFormat'
import { useCatalogue } from '../../stores/catalogue'

/** Rules whose value is a number of things. */
const NUMBERS: ReadonlySet<string> = new Set(['M3', 'M14', 'M15', 'M16', 'M20', 'M24'])
/** Rules whose value names modules. */
const MODULES: ReadonlySet<string> = new Set(['M17', 'M18', 'M25'])

/** The migration in words: what rules did, questions and their answers, problems. */
export function useMigrationWords() {
  const { t } = useI18n()
  const catalogue = useCatalogue()
  const format = useFormat()

  /** An answer to a question: a type by its name, or yes, no, none. */
  function choice(kind: DecisionKind, value: string): string {
    if (value === 'keep' || value === 'grant-role') return t(`migration.questions.choices.${value}`)
    if (value !== 'none') return catalogue.typeLabel(value)
    if (kind === 'coordinator-without-authorities') return t('migration.questions.choices.noRole')
    const asked = kind === 'french-review' || kind === 'second-nimic'
    return asked ? t('migration.questions.choices.no') : t('migration.questions.choices.none')
  }

  /** The answers a question has. */
  function choices(kind: DecisionKind): { value: string; title: string }[] {
    return DECISION_CHOICES[kind].map((value) => ({ value, title: choice(kind, value) }))
  }

  function valueOf({ rule, value, by }: V6Step): string {
    if (value === '') return ''
    if (by === 'person') {
      const yesOrNo = value === 'none' || value === 'keep' || value === 'grant-role'
      return yesOrNo
        ? choice(
            rule === 'M4'
              ? 'coordinator-without-authorities'
              : rule === 'M10'
                ? 'sdimic-type'
                : 'french-review',
            value,
          )
        : catalogue.typeLabel(value)
    }
    if (NUMBERS.has(rule)) return format.number(Number(value))
    if (MODULES.has(rule)) {
      return format.list(value.split(' ').map((code) => catalogue.moduleShortName(code)))
    }
    return rule === 'M19' ? t(`common.status.${value}`) : catalogue.typeLabel(value)
  }

  /** What a rule did, in a line. */
  function step(each: V6Step): string {
    const [rule, what, value] = [each.rule, t(`migration.rules.${each.rule}`), valueOf(each)]
    return value === ''
      ? t('migration.rows.step', { rule, what })
      : t('migration.rows.stepValue', { rule, what, value })
  }

  const question = (kind: DecisionKind): string => t(`migration.questions.kinds.${kind}`)
  const problem = ({ code }: V6Problem): string => t(`migration.problems.${code}`)

  return { choice, choices, step, question, problem }
}
