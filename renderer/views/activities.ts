/** What the analyst does: the method's activities in their order (the paper, Figure 3), and the reports. */
export const activities = [
  'scope',
  'sources',
  'model',
  'requirements',
  'threats',
  'risk',
  'evaluation',
  'reports',
] as const;
export type Activity = (typeof activities)[number];

/** Line drawings of 20 by 20, as paths; the word beneath is the name. */
export const activityIcons: Readonly<Record<Activity, string>> = {
  scope: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4M10 7.500a2.500 2.500 0 1 0 .01 0z',
  sources: 'M4 3.500h8a3 3 0 0 1 3 3V17H7a3 3 0 0 1-3-3zM4 14a2.500 2.500 0 0 1 2.500-2.500H15M7.500 7h4',
  model: 'M4 4v13M16 4v13M4 8h11l-2.5-2.5M16 13H5l2.5 2.5',
  requirements:
    'M3.500 5l1.500 1.500L7.500 4M3.500 11l1.500 1.500L7.500 10M10.500 5.500H17M10.500 11.500H17M10.500 16.500H17M4 16.500h3',
  threats: 'M10 3l7.500 13.500h-15zM10 8v4M10 14v.5',
  risk: 'M3 3h14v14H3zM3 7.700h14M3 12.300h14M7.700 3v14M12.300 3v14',
  evaluation: 'M3.500 16.500h13M5.500 16.500v-5M10 16.500v-12M14.500 16.500v-8',
  reports: 'M5 2.5h7l3.5 3.5v11.5h-10.500zM12 2.500v3.500h3.500M8 10h5M8 13.500h5',
};
