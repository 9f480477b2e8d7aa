/** Why a user is changed, with what belongs to it. */
export type Cause =
  /** Newly listed, or with another value than before. */
  | { readonly why: "listed" }
  /** Listed as before, and changed outside this stack since. */
  | { readonly why: "drifted" }
  /** Listed as before, and the last run failed to change the user. */
  | { readonly why: "failed" }
  /**
   * Listed here now, and before by another resource, `from`. That one lets the user go first where it `isReleased`; where it
   * had the user as this one does, this `isOnlyMove`: no change, but for the gap between the two.
   */
  | {
      readonly why: "moved";
      readonly from?: string | undefined;
      readonly isReleased?: boolean;
      readonly isOnlyMove?: boolean;
      /** Whether something outside this stack has changed the user since that one had the user as this one does. */
      readonly isDrifted?: boolean;
    }
  /** Not listed any more; changed since nobody else may be so where it `isExclusive`: by `onRemoval` the user would be let be. */
  | { readonly why: "leaving"; readonly isExclusive?: boolean }
  /** Listed by a resource that is deleted. */
  | { readonly why: "deleted" }
  /** Listed by an entry whose time is over: up to when, as the program wrote it; undefined where no message may tell. */
  | { readonly why: "ended"; readonly moment: string | undefined }
  /** Listed by an entry whose time has not begun, as one that was put off: from when, likewise. */
  | { readonly why: "ahead"; readonly moment: string | undefined }
  /**
   * Not listed any more, and had otherwise by the state of another resource, `to`, which does not look, or is going to let the user go: a
   * run that failed before it came to that one has let this one have the user meanwhile.
   */
  | { readonly why: "returned"; readonly to: string | undefined }
  /** Never listed, where the program says that nobody else may be so. */
  | { readonly why: "exclusive" };

/** The causes by name. */
export type CauseName = Cause["why"];

/** What a user is to the resource that changes the user. */
export type Membership = "listed" | "leaving" | "outsider";

/** What a cause says of the user: whether the program lists the user, has stopped to, or never has. */
export function membershipOf({ why }: Cause): Membership {
  switch (why) {
    case "listed":
    case "drifted":
    case "failed":
    case "moved":
      return "listed";
    case "leaving":
    case "deleted":
    case "ended":
    case "ahead":
    case "returned":
      return "leaving";
    case "exclusive":
      return "outsider";
  }
}
