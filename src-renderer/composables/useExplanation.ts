import { useI18n } from 'vue-i18n'
import type { Sentence } from '../../src-shared/contract/explain'
import { useFormat } from './useFormat'
import { useCatalogue } from '../stores/catalogue'

/** A sentence of an explanation in words. */
export type ToldSentence = Pick<Sentence, 'at' | 'reason' | 'authorities'> & { readonly text: string }

/** Explanations of the core in plain sentences of the chosen language (N7). */
export function useExplanation() {
  const { t } = useI18n()
  const format = useFormat()
  const catalogue = useCatalogue()

  function roleWord(role: Sentence['params'][string] | undefined): string {
    return role === 'authority' || role === 'coordinator' ? t(`common.role.${role}`) : ''
  }

  function inWords({ code, params }: Sentence): string {
    const role = roleWord(params['role'])
    const words = {
      ...params,
      role: code === 'granted' && role !== '' ? t('explain.code.asRole', { role }) : role,
      module: typeof params['module'] === 'string' ? catalogue.moduleShortName(params['module']) : '',
      fault: typeof params['fault'] === 'string' ? t(`explain.fault.${params['fault']}`) : '',
      names: Array.isArray(params['names']) ? format.list(params['names'] as string[]) : '',
    }
    const count = typeof params['count'] === 'number' ? params['count'] : 1
    const text = t(`explain.code.${code}`, words, count)
    return params['last'] === 'yes' ? `${text} ${t('explain.lastAdministrator')}` : text
  }

  return {
    told: (sentences: readonly Sentence[]): ToldSentence[] =>
      sentences.map((each) => ({
        text: inWords(each),
        at: each.at,
        reason: each.reason,
        authorities: each.authorities,
      })),
  }
}
