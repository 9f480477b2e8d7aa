import * as pulumi from "@pulumi/pulumi";
import { plainValueOf } from "./plainValue";

const STACK = "pulumi:pulumi:Stack";

/** What a component has beside its declared members. */
interface Component {
  readonly __pulumiType?: string;
  readonly __parentResource?: pulumi.Resource | undefined;
}

/** The types of a component and of those that it is in, outermost first; undefined where they don't tell their URN. */
function typesOf(parent: pulumi.Resource | undefined): readonly string[] | undefined {
  if (parent === undefined) return [];
  const { __pulumiType: type, __parentResource: outer } = parent as Component;
  if (type === STACK) return [];
  if (type === undefined || !pulumi.ComponentResource.isInstance(parent)) return undefined;
  const types = typesOf(outer);
  return types && [...types, type];
}

/**
 * The URN that the engine is going to give a resource. As a plain promise: an Output would hang on the parent, a component parent stands for
 * all of its children, and two children would wait for each other for ever.
 *
 * A component has its own URN only once the engine has registered it. It is not waited for: of two components that the program makes at
 * once the engine would ask about what is in the one before the other has told whom it lists.
 */
export function urnOf(type: string, name: string, parent: pulumi.Resource | undefined): Promise<string> {
  const types = typesOf(parent);
  if (types === undefined) return plainValueOf(pulumi.createUrn(name, type, parent));
  const qualified = [...types, type].join("$");
  return Promise.resolve(`urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${qualified}::${name}`);
}
