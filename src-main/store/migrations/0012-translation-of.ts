import type { Migration } from './migration'

/**
 * Whose text an entry of the translation memory translates (P21, B6), so that it is erased with it; its history is found
 * then as well. What was kept before is nobody's. And in which language the program's own words in a mail are: English before.
 */
export const translationOf: Migration = {
  version: 12,
  sql: `
ALTER TABLE translation ADD COLUMN alertId TEXT REFERENCES alert(id);
ALTER TABLE translation ADD COLUMN authorityId TEXT REFERENCES authority(id);
ALTER TABLE mail ADD COLUMN writtenIn TEXT NOT NULL DEFAULT 'en';
CREATE INDEX translationOfAlert ON translation (alertId) WHERE alertId IS NOT NULL;
CREATE INDEX translationOfAuthority ON translation (authorityId) WHERE authorityId IS NOT NULL;
CREATE INDEX historyOfTranslation ON history (entityId) WHERE entity = 'translation';
`,
  adds: { translation: ['alertId', 'authorityId'], mail: ['writtenIn'] },
}
