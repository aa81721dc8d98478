import type { ICruiseOptions, IForbiddenRuleType, IResolveOptions } from 'dependency-cruiser';

export const layers: Readonly<Record<string, readonly string[]>>;
export const rooms: readonly string[];
export const forbidden: IForbiddenRuleType[];
declare const house: {
  readonly forbidden: IForbiddenRuleType[];
  readonly options: ICruiseOptions & { readonly enhancedResolveOptions: IResolveOptions };
};
export default house;
