/** A search form that excludes nothing. */
export const NOTHING = {
  text: '',
  myAuthoritiesOnly: false,
  memberState: null,
  type: null,
  status: null,
  module: null,
  role: null,
  accessManager: null,
  administrators: null,
}

/** The fixed list of searches of the budget. */
export const SEARCHES = [
  ['one letter', { text: 'a' }, 80],
  ['two letters', { text: 'st' }, 50],
  ['a word in very many names', { text: 'authority' }, 50],
  ['two words', { text: 'health ministry' }, 50],
  ['inside a word', { text: 'inist' }, 50],
  ['no hit', { text: 'zzzqqq' }, 50],
  [
    'text + Member State + status + module',
    { text: 'ministry', memberState: 'DE', status: 'active', module: 'registers' },
    50,
  ],
]

/** Each criterion of the form alone. */
export const CRITERIA = {
  memberState: 'DE',
  type: 'competent-authority',
  status: 'inactivated',
  module: 'registers',
  role: 'coordinator',
  administrators: 'without',
}

export const BY_NAME = { by: 'officialName', descending: false }
export const BY_RELEVANCE = { by: 'relevance', descending: false }
export const FIRST_PAGE = { offset: 0, limit: 60 }
export const NO_FILTER = { operator: '', field: '', from: null, to: null, text: '' }

/** Criteria of the search of users, each in a form that excludes something. */
export const USER_QUESTIONS = {
  'users, all': {},
  'users, two letters': { text: 'ma' },
  'users by memberState': { memberState: 'DE' },
  'users by administrator': { administrator: true },
  'users by passwordStatus': { passwordStatus: 'blocked' },
  'users by loggedOn': { loggedOn: false },
}
export const EVERY_USER = {
  text: '',
  memberState: null,
  administrator: null,
  passwordStatus: null,
  loggedOn: null,
}
