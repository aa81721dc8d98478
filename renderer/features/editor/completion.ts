import {
  acceptCompletion,
  autocompletion,
  snippet,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { Prec, type Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';
import { completionAt } from '#core/notation/notation.ts';
import type { Proposal } from '#core/language/editor/proposal.ts';
import { firstSentence } from '#core/language/reference.ts';
import type { Translate } from '#core/messages/catalogue.ts';

/** Proposes what can be written: while a word is typed, and on Ctrl+Space. */
export function completion(text: Translate): Extension {
  return [
    autocompletion({
      override: [(context) => propose(context, text)],
      icons: false,
      maxRenderedOptions: 200,
    }),
    Prec.high(keymap.of([{ key: 'Tab', run: acceptCompletion }])),
  ];
}

function propose(context: CompletionContext, text: Translate): CompletionResult | null {
  const found = completionAt(context.state.doc.toString(), context.pos);
  if (found === null || (found.from === context.pos && !context.explicit)) return null;
  const options = found.proposals.map((proposal, index) => optionOf(proposal, index, text));
  return { from: found.from, options, validFor: /^[\p{L}\p{N}_-]*'*$/u };
}

function optionOf(proposal: Proposal, index: number, text: Translate): Completion {
  const { label, kind, detail, construct, pattern } = proposal;
  const what = kind === 'primitive' || kind === 'word' ? '' : text(`interface.name.${kind}`);
  return {
    label,
    detail: [what, detail].filter((part) => part !== '').join(' · '),
    // What fits best comes first, before the alphabet.
    sortText: String(index).padStart(6, '0'),
    ...(construct === null ? {} : { info: firstSentence(construct, text) }),
    ...(pattern === null ? {} : { apply: snippet(pattern) }),
  };
}
