import { z } from 'zod'
import { AuthorityId } from '../ids'
import { requiredText, text, textSet } from '../text'
import { Instant } from '../time'
import { entity, personal } from './entity'

/** Product decision P3: the names of the status. */
export const AuthorityStatus = z.enum(['active', 'inactivated', 'removed'])
export type AuthorityStatus = z.infer<typeof AuthorityStatus>

/** Code of a Member State as the Commission writes it: EL for Greece, UK for the United Kingdom. */
export const MemberStateCode = z.string().regex(/^[A-Z]{2}$/)

/** A type of the catalogue, with its parameter after a colon where it has one: `area-coordinator:services` (E1, P11). */
export const AuthorityTypeRef = z.string().regex(/^[a-z-]+(:[a-z0-9-]+)?$/)

/** An identifier of another source, as `source:id` (P33). */
export const ExternalId = text(300).regex(/^[a-z0-9-]+:.+$/)

/** Something that has the shape of an e-mail address; whether it exists nobody offline can know. */
export const Email = text(254).regex(/^[^\s@<>()",;:]+@[^\s@<>()",;:]+\.[^\s@<>()",;:.]+$/u)

/** A body registered in IMI (requirements B1 to B6, E1; domain facts: data of an authority). */
export const authority = entity(
  'authority',
  { about: 'id', owners: ['id'], travels: 'shared', readers: 'all', unique: [] },
  {
    id: AuthorityId,
    officialName: requiredText(300),
    informalTitle: text(300),
    description: text(4000),
    memberState: MemberStateCode,
    region: text(80),
    types: textSet(AuthorityTypeRef, 40),
    status: AuthorityStatus,
    hasAccessManagerRole: z.boolean(),
    address: personal(text(1000)),
    postcode: personal(text(20)),
    city: personal(text(120)),
    phone: personal(text(60)),
    fax: personal(text(60)),
    email: personal(Email.or(z.literal(''))),
    website: personal(text(500)),
    languages: textSet(z.string().regex(/^[a-z]{2}$/), 30),
    policyAreas: textSet(z.string().regex(/^[a-z0-9-]+$/), 200),
    economicAreas: textSet(z.string().regex(/^[a-z0-9-]+$/), 200),
    notes: personal(text(4000)),
    externalIds: textSet(ExternalId, 20),
    registeredAt: Instant.nullable(),
    inactivatedAt: Instant.nullable(),
    /** Where a duplicate went that was merged into another one (N5); its status is then Removed. */
    mergedInto: AuthorityId.nullable(),
    /** When its data was erased for good (B6, P16): name, Member State and this date are left of it. */
    erasedAt: Instant.nullable(),
  },
)

export type Authority = z.infer<typeof authority.schema>
