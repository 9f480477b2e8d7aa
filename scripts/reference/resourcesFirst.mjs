import { CommentTag, Converter } from "typedoc";

/** What a reader looks for first is declared in this folder: the resources, the provider, their arguments. */
const FOLDER = "/provider/resources/";
const CATEGORY = "@category";

/**
 * A plugin of TypeDoc. A page begins with the resources and their arguments, and not with whatever comes first in the
 * alphabet. The pages are put in order here, so that no docstring has to speak of pages.
 *
 * @param {import("typedoc").Application} app
 */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of project.children?.flatMap((module) => module.children ?? []) ?? []) {
      const file = project.getSymbolIdFromReflection(reflection)?.fileName ?? "";
      if (!file.includes(FOLDER)) continue;
      const text = reflection.name.startsWith("Provider") ? "Provider" : "Resources";
      reflection.comment?.blockTags.push(new CommentTag(CATEGORY, [{ kind: "text", text }]));
    }
  });
}
