import { AREA_COORDINATOR } from '../../../src-shared/catalogue-lookups'
import type { DecisionKind } from '../../../src-shared/entities/open-decision'
import { byRule, leftOpen, type Step, type V6Case, type V6Role } from './facts'

type Subject = Pick<V6Case, 'authority' | 'roles'>

interface Typed {
  readonly types: readonly string[]
  readonly steps: readonly Step[]
  readonly open: readonly DecisionKind[]
}

const NOTHING: Typed = { types: [], steps: [], open: [] }

function typed(rule: Step['rule'], types: readonly string[]): Typed {
  return { types, steps: types.map((type) => byRule(rule, type)), open: [] }
}

const holds = (roles: readonly V6Role[], kind: V6Role['kind']): boolean =>
  roles.some((role) => role.kind === kind)

/** M5: a NIMIC gets the type of that name. */
export function nimicType({ roles }: Subject): Typed {
  return holds(roles, 'NIMIC') ? typed('M5', ['nimic']) : NOTHING
}

/**
 * M6 to M10: the type of a former SDIMIC depends on its Member State. Spain and Germany have types of their own (M6, M7).
 * In Belgium it is federal or regional by its tasks: as V6 tells them, else a person decides (M8). In France it is
 * national, to be reviewed unless V6 tells the tasks (M9). For any other Member State there is no rule (M10, P12).
 */
export function sdimicTypes({ authority, roles }: Subject): Typed {
  const held = roles.filter((role) => role.kind === 'SDIMIC')
  if (held.length === 0) return NOTHING
  switch (authority.memberState) {
    case 'ES':
      return typed('M6', ['coordinator-autonomous-community'])
    case 'DE':
      return typed('M7', ['coordinator-federal-state'])
    case 'BE':
      return belgian(held)
    case 'FR':
      return french(held)
    default:
      return { types: [], steps: [leftOpen('M10')], open: ['sdimic-type'] }
  }
}

function belgian(held: readonly V6Role[]): Typed {
  const tasks = held.flatMap(({ responsibility }) =>
    responsibility === 'federal' || responsibility === 'regional' ? [responsibility] : [],
  )
  if (tasks.length === 0) return { types: [], steps: [leftOpen('M8')], open: ['belgian-type'] }
  return typed(
    'M8',
    [...new Set(tasks)].map((task) => `coordinator-federal-regional:${task}`),
  )
}

function french(held: readonly V6Role[]): Typed {
  const given = typed('M9', ['coordinator-national'])
  return held.some((role) => role.responsibility === 'national')
    ? given
    : { ...given, open: ['french-review'] }
}

/** M11: a SOLVIT Centre gets the type of that name. */
export function solvitType({ authority }: Subject): Typed {
  return authority.isSolvitCentre ? typed('M11', ['solvit-centre']) : NOTHING
}

/** M12: a former LIMIC or DIMIC is IMI coordinator for each area in which it held the role. */
export function areaTypes({ roles }: Subject): Typed {
  const areas = roles
    .filter((role) => role.kind === 'LIMIC' || role.kind === 'DIMIC')
    .flatMap((role) => role.legalArea ?? [])
  return typed(
    'M12',
    [...new Set(areas)].sort().map((area) => `${AREA_COORDINATOR}:${area}`),
  )
}

/** M13: a Competent Authority, where V6 says so, and where no other rule spoke (P11). */
export function competentType({ authority }: Subject, othersSpoke: boolean): Typed {
  return authority.isCompetentAuthority || !othersSpoke ? typed('M13', ['competent-authority']) : NOTHING
}

/**
 * The types of a migrated authority (E2, M5 to M13): all rules that match give theirs. What no rule covers is left to a
 * person, and until then the authority has no type for that role (P12).
 */
export function typesOf(subject: Subject): Typed {
  const before = [nimicType, sdimicTypes, solvitType, areaTypes].map((rule) => rule(subject))
  const all = [
    ...before,
    competentType(
      subject,
      before.some((each) => each.steps.length > 0),
    ),
  ]
  return {
    types: [...new Set(all.flatMap((each) => each.types))].sort(),
    steps: all.flatMap((each) => each.steps),
    open: all.flatMap((each) => each.open),
  }
}
