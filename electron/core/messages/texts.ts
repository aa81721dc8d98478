import analysisEn from '#resources/messages/en/analysis.json' with { type: 'json' };
import diagnosticsEn from '#resources/messages/en/diagnostics.json' with { type: 'json' };
import errorsEn from '#resources/messages/en/errors.json' with { type: 'json' };
import evaluationEn from '#resources/messages/en/evaluation.json' with { type: 'json' };
import guidelinesEn from '#resources/messages/en/guidelines.json' with { type: 'json' };
import historyEn from '#resources/messages/en/history.json' with { type: 'json' };
import interfaceEn from '#resources/messages/en/interface.json' with { type: 'json' };
import keyringEn from '#resources/messages/en/keyring.json' with { type: 'json' };
import languageEn from '#resources/messages/en/language.json' with { type: 'json' };
import libraryEn from '#resources/messages/en/library.json' with { type: 'json' };
import mergingEn from '#resources/messages/en/merging.json' with { type: 'json' };
import methodEn from '#resources/messages/en/method.json' with { type: 'json' };
import metricsEn from '#resources/messages/en/metrics.json' with { type: 'json' };
import paletteEn from '#resources/messages/en/palette.json' with { type: 'json' };
import publicReportEn from '#resources/messages/en/public-report.json' with { type: 'json' };
import releaseEn from '#resources/messages/en/release.json' with { type: 'json' };
import reportEn from '#resources/messages/en/report.json' with { type: 'json' };
import requirementsEn from '#resources/messages/en/requirements.json' with { type: 'json' };
import riskEn from '#resources/messages/en/risk.json' with { type: 'json' };
import scopeEn from '#resources/messages/en/scope.json' with { type: 'json' };
import sealingEn from '#resources/messages/en/sealing.json' with { type: 'json' };
import sharingEn from '#resources/messages/en/sharing.json' with { type: 'json' };
import sourcesEn from '#resources/messages/en/sources.json' with { type: 'json' };
import threatsEn from '#resources/messages/en/threats.json' with { type: 'json' };
import tourEn from '#resources/messages/en/tour.json' with { type: 'json' };
import analysisNb from '#resources/messages/nb/analysis.json' with { type: 'json' };
import diagnosticsNb from '#resources/messages/nb/diagnostics.json' with { type: 'json' };
import errorsNb from '#resources/messages/nb/errors.json' with { type: 'json' };
import evaluationNb from '#resources/messages/nb/evaluation.json' with { type: 'json' };
import guidelinesNb from '#resources/messages/nb/guidelines.json' with { type: 'json' };
import historyNb from '#resources/messages/nb/history.json' with { type: 'json' };
import interfaceNb from '#resources/messages/nb/interface.json' with { type: 'json' };
import keyringNb from '#resources/messages/nb/keyring.json' with { type: 'json' };
import languageNb from '#resources/messages/nb/language.json' with { type: 'json' };
import libraryNb from '#resources/messages/nb/library.json' with { type: 'json' };
import mergingNb from '#resources/messages/nb/merging.json' with { type: 'json' };
import methodNb from '#resources/messages/nb/method.json' with { type: 'json' };
import metricsNb from '#resources/messages/nb/metrics.json' with { type: 'json' };
import paletteNb from '#resources/messages/nb/palette.json' with { type: 'json' };
import publicReportNb from '#resources/messages/nb/public-report.json' with { type: 'json' };
import releaseNb from '#resources/messages/nb/release.json' with { type: 'json' };
import reportNb from '#resources/messages/nb/report.json' with { type: 'json' };
import requirementsNb from '#resources/messages/nb/requirements.json' with { type: 'json' };
import riskNb from '#resources/messages/nb/risk.json' with { type: 'json' };
import scopeNb from '#resources/messages/nb/scope.json' with { type: 'json' };
import sealingNb from '#resources/messages/nb/sealing.json' with { type: 'json' };
import sharingNb from '#resources/messages/nb/sharing.json' with { type: 'json' };
import sourcesNb from '#resources/messages/nb/sources.json' with { type: 'json' };
import threatsNb from '#resources/messages/nb/threats.json' with { type: 'json' };
import tourNb from '#resources/messages/nb/tour.json' with { type: 'json' };

const english = {
  ...analysisEn,
  ...diagnosticsEn,
  ...errorsEn,
  ...evaluationEn,
  ...guidelinesEn,
  ...historyEn,
  ...interfaceEn,
  ...keyringEn,
  ...languageEn,
  ...libraryEn,
  ...mergingEn,
  ...methodEn,
  ...metricsEn,
  ...paletteEn,
  ...publicReportEn,
  ...releaseEn,
  ...reportEn,
  ...requirementsEn,
  ...riskEn,
  ...scopeEn,
  ...sealingEn,
  ...sharingEn,
  ...sourcesEn,
  ...threatsEn,
  ...tourEn,
};

/** The key of a text in the message catalogue. English is the catalogue of reference. */
export type MessageKey = keyof typeof english;

// The annotation makes a text that is missing in bokmål fail to compile.
const norwegian: Readonly<Record<MessageKey, string>> = {
  ...analysisNb,
  ...diagnosticsNb,
  ...errorsNb,
  ...evaluationNb,
  ...guidelinesNb,
  ...historyNb,
  ...interfaceNb,
  ...keyringNb,
  ...languageNb,
  ...libraryNb,
  ...mergingNb,
  ...methodNb,
  ...metricsNb,
  ...paletteNb,
  ...publicReportNb,
  ...releaseNb,
  ...reportNb,
  ...requirementsNb,
  ...riskNb,
  ...scopeNb,
  ...sealingNb,
  ...sharingNb,
  ...sourcesNb,
  ...threatsNb,
  ...tourNb,
};

/** The languages of the interface and the reports, as BCP 47 tags. */
export const locales = ['en', 'nb'] as const;
export type Locale = (typeof locales)[number];

/** Every text of every language, as ICU MessageFormat. */
export const texts: Readonly<Record<Locale, Readonly<Record<MessageKey, string>>>> = {
  en: english,
  nb: norwegian,
};
