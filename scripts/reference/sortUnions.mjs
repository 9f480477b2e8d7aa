import { Converter, makeRecursiveVisitor } from "typedoc";

/**
 * A plugin of TypeDoc. The compiler puts the members of a union in the order in which it came across them, so that a
 * change anywhere may turn them round; in the reference they stand sorted.
 *
 * @param {import("typedoc").Application} app
 */
export function load(app) {
  const sorting = makeRecursiveVisitor({
    union: ({ types }) => {
      types.sort((a, b) => (String(a) < String(b) ? -1 : 1));
    },
  });
  app.converter.on(Converter.EVENT_END, ({ project }) => {
    for (const reflection of Object.values(project.reflections)) reflection.type?.visit(sorting);
  });
}
