import { Kind, parse, print, visit, type DefinitionNode, type DocumentNode } from "graphql";
import type { Contract } from "#schema/check/contract.ts";

/** A change of the contract, as somebody makes it in a working tree. */
export type Edit = (contract: Contract) => Contract;

/** Several in one working tree, one after the other. */
export function together(edits: readonly Edit[]): Edit {
  return (contract) => edits.reduce((edited, edit) => edit(edited), contract);
}

/** Replaces the SDL of a subgraph. */
export function editSdl(subgraph: string, edit: (sdl: DocumentNode) => DocumentNode): Edit {
  return (contract) => {
    const sdl = contract.subgraphs.get(subgraph);
    if (sdl === undefined) throw new Error(`There is no subgraph ${subgraph}.`);
    return { ...contract, subgraphs: new Map(contract.subgraphs).set(subgraph, edit(sdl)) };
  };
}

/** Adds definitions to a subgraph. */
export function addSdl(subgraph: string, text: string): Edit {
  return editSdl(subgraph, (sdl) => ({
    ...sdl,
    definitions: [...sdl.definitions, ...parse(text).definitions],
  }));
}

/** Takes definitions of a subgraph for others. */
export function editDefinitions(
  subgraph: string,
  edit: (definition: DefinitionNode) => DefinitionNode | readonly DefinitionNode[],
): Edit {
  return editSdl(subgraph, (sdl) => ({ ...sdl, definitions: sdl.definitions.flatMap(edit) }));
}

/**
 * Replaces text within the definition of a type, or an extension of it, as it is printed without descriptions.
 * @throws Error when that is not exactly one place
 */
export function replaceIn(subgraph: string, typeName: string, from: string, to: string): Edit {
  return (contract) => {
    let places = 0;
    const edited = editDefinitions(subgraph, (definition) => {
      if (nameOf(definition) !== typeName) return definition;
      const text = textOf(definition);
      if (!text.includes(from)) return definition;
      places += 1;
      return parse(text.replace(from, to)).definitions;
    })(contract);
    if (places !== 1) throw new Error(`"${from}" is in ${String(places)} definitions of ${typeName}.`);
    return edited;
  };
}

/** Name of the type that a definition defines or extends. */
export function nameOf(definition: DefinitionNode): string | undefined {
  return "name" in definition ? definition.name.value : undefined;
}

/** A definition without descriptions: every field is one line. */
export function textOf(definition: DefinitionNode): string {
  const bare = <T extends object>(node: T): T => ({ ...node, description: undefined });
  return print(
    visit(definition, {
      [Kind.FIELD_DEFINITION]: { leave: bare },
      [Kind.INPUT_VALUE_DEFINITION]: { leave: bare },
      [Kind.ENUM_VALUE_DEFINITION]: { leave: bare },
    }),
  );
}
