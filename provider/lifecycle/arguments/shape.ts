import { RESOURCE_NAMES, type ResourceName } from "../../model/resourceName";

/** Words of which an argument, or a part of one, is one. */
export interface Words<T extends string = string> {
  /** The name of their type, for languages that have types of words. */
  readonly name: string;
  readonly what: string;
  readonly words: readonly [T, ...T[]];
}

/** Users in a list, each by name or with the time in which the entry counts; all are to have the same. */
export interface ListShape {
  readonly type: "list";
  /** The name of the type of an entry that has a time. */
  readonly entry: string;
  /** The member of such an entry that has what would stand there alone: the user. */
  readonly member: "user";
  /** What they all are to have. */
  readonly value: string;
}

/** What each user is to have, by user: alone or with the time in which the entry counts. */
export interface MapShape {
  readonly type: "map";
  readonly entry: string;
  /** The member of such an entry that has what would stand there alone: what the user is to have. */
  readonly member: string;
  readonly value: Words;
  /** What a message shows as one value. */
  readonly example: string;
}

/** The shape of an argument that lists users. */
export type ListingShape = ListShape | MapShape;

/** What an argument may be. The check of what a program says, and the schema of the package, are both made of it. */
export type Shape =
  | { readonly type: "accountId" }
  | { readonly type: "flag" }
  | { readonly type: "word"; readonly of: Words }
  /** A number of users, or a share of them. */
  | { readonly type: "limit" }
  /** A list of users, by name alone. */
  | { readonly type: "names" }
  | ListingShape;

/** The same shape for each of some resources. */
export function shapedAlike<R extends ResourceName>(shape: Shape, resources: readonly R[]): Readonly<Record<R, Shape>> {
  return Object.fromEntries(resources.map((resource) => [resource, shape])) as Record<R, Shape>;
}

/** The same shape for every resource. */
export function everywhere(shape: Shape): Readonly<Record<ResourceName, Shape>> {
  return shapedAlike(shape, RESOURCE_NAMES);
}
