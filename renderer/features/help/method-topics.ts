/** A topic of the help on the method: its name in the catalogue, and the sections of the paper that it comes from. */
export interface MethodTopic {
  readonly name: (typeof topicNames)[number];
  readonly sections: string;
}

const topicNames = [
  'method',
  'scope',
  'sources',
  'model',
  'table',
  'verdicts',
  'attacks',
  'requirements',
  'threats',
  'risk',
  'evaluation',
  'reports',
  'sharing',
] as const;

const sections: Readonly<Record<MethodTopic['name'], string>> = {
  method: '2',
  scope: '2.1',
  sources: '3.3',
  model: '2.2',
  table: '2.2',
  verdicts: '2.2, 6.2',
  attacks: '2.2, 4.1',
  requirements: '4.3',
  threats: '4.2',
  risk: '2.2',
  evaluation: '4.4',
  reports: '3.3, 4',
  sharing: '',
};

/** The help on the method, in the order of its activities (the paper, Figure 3). */
export const methodTopics: readonly MethodTopic[] = topicNames.map((name) => ({
  name,
  sections: sections[name],
}));
