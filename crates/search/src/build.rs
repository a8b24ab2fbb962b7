//! A question's tree becomes a query, and the marks by which matches are shown.

mod named;

use crate::Node;
use crate::analysis::{Piece, pair_at, parts, pieces};
use crate::facet::years;
use crate::highlight::Marks;
use crate::schema::{Fields, Level};
use crate::statistics::Statistics;
use crate::stem::Analysis;
use crate::synonyms::{Synonyms, alternatives};
use crate::typos::{Vocabulary, likely};
use crate::words::{self, Clause, runs};
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field as TextField, IndexRecordOption};

/// A run of an unspaced script longer than this is a sentence: its pairs count one by one.
const LONGEST_RUN: usize = 8;
/// What a single character of a run counts, beside its pairs.
const SINGLE: f32 = 1.0;
/// What two words count that stand next to each other as they were asked for.
const NEAR: f32 = 0.15;
/// What another name of the same thing counts.
const SYNONYM: f32 = 0.7;

/// What a question may cost: a word, a pair of characters or a part of a word is one. What goes beyond is passed over, so that
/// no question takes long or much memory.
const AFFORDED: usize = 500;
/// What a beginning of words costs: all words that begin so are gone through.
const PREFIX_COST: usize = 20;
/// How many words of a question are looked up that stand nowhere.
const GUESSES: usize = 12;

/// What every question is built with.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) statistics: &'a Statistics,
    pub(crate) vocabulary: Vocabulary<'a>,
    pub(crate) synonyms: &'a Synonyms,
}

/// How many of the things asked for a case must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// All of a few.
    Most,
    /// Any.
    Any,
}

/// A question as tantivy and the highlighter need it.
pub(crate) struct Built {
    /// What must match.
    pub(crate) query: Box<dyn Query>,
    /// What is shown as matching.
    pub(crate) marks: Marks,
    /// Whether anything in it says how well a case matches.
    pub(crate) ranks: bool,
    /// How many of the things asked for a case must have.
    pub(crate) strictness: Strictness,
    /// Whether it was read with a word that stands nowhere, or in other words than were typed.
    pub(crate) guessed: bool,
}

/// Builds the query of a question.
pub(crate) fn build(node: &Node, ground: Ground<'_>, strictness: Strictness) -> tantivy::Result<Built> {
    let mut builder = Builder {
        ground,
        strictness,
        marks: Marks::default(),
        ranks: false,
        negated: false,
        guesses: 0,
        left: AFFORDED,
    };
    let query = builder.node(node)?.unwrap_or_else(|| Box::new(AllQuery));
    let Builder { mut marks, ranks, guesses, .. } = builder;
    marks.note_first();
    Ok(Built { query, marks, ranks, strictness, guessed: guesses > 0 })
}

struct Builder<'a> {
    ground: Ground<'a>,
    strictness: Strictness,
    marks: Marks,
    ranks: bool,
    negated: bool,
    guesses: usize,
    /// What the rest of the question may cost.
    left: usize,
}

/// What the words of one bracket ask for.
#[derive(Default)]
struct Asked {
    clauses: Vec<Clause>,
    /// What only adds to the score.
    adding: Vec<Box<dyn Query>>,
}

impl Builder<'_> {
    /// What a part of the question asks for; nothing when there is no word in it.
    fn node(&mut self, node: &Node) -> tantivy::Result<Option<Box<dyn Query>>> {
        let Node::Any(nodes) = node else {
            return self.all(match node {
                Node::All(nodes) => nodes,
                other => std::slice::from_ref(other),
            });
        };
        let queries = nodes.iter().map(|node| self.node(node)).collect::<tantivy::Result<Vec<_>>>()?;
        let queries: Vec<_> = queries.into_iter().flatten().collect();
        Ok((!queries.is_empty()).then(|| Box::new(BooleanQuery::union(queries)) as Box<dyn Query>))
    }

    fn all(&mut self, nodes: &[Node]) -> tantivy::Result<Option<Box<dyn Query>>> {
        let mut asked = Asked::default();
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for stretch in nodes.chunk_by(|a, b| matches!((a, b), (Node::Word(_), Node::Word(_)))) {
            match &stretch[0] {
                Node::Word(_) => self.words(stretch, &mut asked)?,
                Node::Not(node) => {
                    let outer = std::mem::replace(&mut self.negated, true);
                    parts.extend(self.node(node)?.map(|query| (Occur::MustNot, query)));
                    self.negated = outer;
                }
                Node::Phrase(text) if self.strictness == Strictness::Any => {
                    asked.adding.extend(self.phrase(text));
                    let pieces = self.affordable(text);
                    self.plain(&pieces, &mut asked)?;
                }
                Node::Phrase(text) => parts.extend(self.phrase(text).map(|query| (Occur::Must, query))),
                Node::Prefix(text) => parts.extend(self.prefix(text).map(|query| (Occur::Must, query))),
                Node::In(field, value) => parts.push((Occur::Must, self.within(*field, value)?)),
                Node::Years(from, to) => parts.push((Occur::Must, years(self.ground.fields, *from, *to))),
                nested @ (Node::All(_) | Node::Any(_)) => {
                    parts.extend(self.node(nested)?.map(|query| (Occur::Must, query)));
                }
            }
        }
        parts.extend(self.required(asked.clauses));
        parts.extend(asked.adding.into_iter().map(|query| (Occur::Should, query)));
        if parts.is_empty() {
            return Ok(None);
        }
        if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            parts.push((Occur::Must, Box::new(AllQuery)));
        }
        Ok(Some(Box::new(BooleanQuery::new(parts))))
    }

    /// Words that stand together: where some of them have other names for one thing, these count as well.
    fn words(&mut self, stretch: &[Node], asked: &mut Asked) -> tantivy::Result<()> {
        let texts = stretch.iter().filter_map(|node| match node {
            Node::Word(text) => Some(text.as_str()),
            _ => None,
        });
        let typed = texts.collect::<Vec<_>>().join(" ");
        let pieces = self.affordable(&typed);
        let others = alternatives(self.ground.synonyms, &pieces);
        let mut at = 0;
        for other in others {
            self.plain(&pieces[at..other.from], asked)?;
            let mut own = Asked::default();
            self.plain(&pieces[other.from..other.to], &mut own)?;
            asked.push(self.or_in_other_words(own, &other.names)?);
            at = other.to;
        }
        self.plain(&pieces[at..], asked)?;
        self.nearness(&pieces, asked);
        Ok(())
    }

    /// The pieces of a text, as many as may still be asked for.
    fn affordable(&mut self, text: &str) -> Vec<Piece> {
        let mut pieces = pieces(text);
        pieces.truncate(self.left);
        self.left -= pieces.len();
        pieces
    }

    /// What was said, or any of its other names as a phrase.
    fn or_in_other_words(&mut self, own: Asked, names: &[String]) -> tantivy::Result<Clause> {
        let common = own.clauses.iter().all(|clause| clause.common);
        let absent = own.clauses.iter().all(|clause| clause.absent);
        let mut said: Vec<_> = own.clauses.into_iter().map(|clause| (Occur::Must, clause.query)).collect();
        said.extend(own.adding.into_iter().map(|query| (Occur::Should, query)));
        let mut queries: Vec<Box<dyn Query>> = vec![Box::new(BooleanQuery::new(said))];
        for name in names {
            queries.extend(self.phrase(name).map(|query| boosted(query, SYNONYM)));
        }
        Ok(Clause {
            query: Box::new(BooleanQuery::union(queries)),
            common,
            absent: absent && names.is_empty(),
        })
    }

    fn plain(&mut self, pieces: &[Piece], asked: &mut Asked) -> tantivy::Result<()> {
        let Ground { fields, statistics, .. } = self.ground;
        for run in runs(pieces) {
            self.ranks = true;
            match run {
                [piece] if !piece.unspaced => {
                    let clause = self.word(piece)?;
                    asked.push(clause);
                    let parts = parts(piece);
                    self.left = self.left.saturating_sub(parts.len());
                    for part in parts {
                        let part = words::part(fields, statistics, &part)?;
                        asked.adding.extend((!part.absent).then_some(part.query));
                    }
                }
                [piece] => {
                    self.mark(|marks| &mut marks.singles, &piece.lower);
                    asked.push(words::unspaced(fields, statistics, &piece.lower, 1.0)?);
                }
                run => self.run(run, asked)?,
            }
        }
        Ok(())
    }

    /// A word; where it stands nowhere, what it is likely to mean.
    fn word(&mut self, piece: &Piece) -> tantivy::Result<Clause> {
        let Ground { fields, statistics, vocabulary, .. } = self.ground;
        let clause = words::word(fields, statistics, piece)?;
        self.mark_word(piece);
        if !clause.absent || self.guesses == GUESSES {
            return Ok(clause);
        }
        self.guesses += 1;
        let meant: Vec<(Piece, f32)> = likely(vocabulary, &piece.folded())?
            .into_iter()
            .filter_map(|(word, weight)| Some((pieces(&word).into_iter().next()?, weight)))
            .collect();
        for (piece, _) in &meant {
            self.mark_word(piece);
        }
        words::words_like(fields, statistics, &piece.lower, &meant)
    }

    fn mark_word(&mut self, piece: &Piece) {
        for analysis in Analysis::of_script(piece.script()) {
            let stem = piece.stem(analysis.stemmer().as_ref());
            self.mark(|marks| &mut marks.words, &stem);
        }
    }

    /// A run of unspaced script: its pairs, better all of them together; its characters add a little.
    fn run(&mut self, run: &[Piece], asked: &mut Asked) -> tantivy::Result<()> {
        let Ground { fields, statistics, .. } = self.ground;
        let mut pairs = Vec::new();
        for pair in (0..run.len()).filter_map(|at| pair_at(run, at)) {
            self.mark(|marks| &mut marks.pairs, &pair);
            pairs.push(words::unspaced(fields, statistics, &pair, 1.0)?);
        }
        for piece in run {
            let single = words::unspaced(fields, statistics, &piece.lower, SINGLE)?;
            asked.adding.extend((!single.absent).then_some(single.query));
        }
        if run.len() > LONGEST_RUN {
            asked.clauses.extend(pairs);
            return Ok(());
        }
        if run.len() > 2 {
            for (level, boost) in [(Level::Title, 1.5), (Level::Body, 0.8)] {
                let field = fields.stems(Analysis::UNSPACED, level);
                let terms = run.iter().map(|piece| Term::from_field_text(field, &piece.lower)).collect();
                asked.adding.push(boosted(Box::new(PhraseQuery::new(terms)), boost));
            }
        }
        let absent = pairs.iter().all(|pair| pair.absent);
        let common = pairs.iter().all(|pair| pair.common);
        let needed = match self.strictness {
            Strictness::Most => (pairs.len() * 3).div_ceil(5),
            Strictness::Any => 1,
        };
        let pairs = pairs.into_iter().map(|pair| (Occur::Should, pair.query)).collect();
        let query = Box::new(BooleanQuery::with_minimum_required_clauses(pairs, needed));
        asked.push(Clause { query, common, absent });
        Ok(())
    }

    /// Two words that also stand next to each other count more.
    fn nearness(&self, pieces: &[Piece], asked: &mut Asked) {
        for pair in pieces.windows(2).take(12) {
            let [first, second] = pair else { continue };
            if first.unspaced || second.unspaced {
                continue;
            }
            let fields = self.ground.fields;
            for (field, boost) in [(fields.title_words, 2.0 * NEAR), (fields.body_words, NEAR)] {
                let terms = [first, second].map(|word| Term::from_field_text(field, &word.folded()));
                let mut near = PhraseQuery::new(terms.into());
                near.set_slop(1);
                asked.adding.push(boosted(Box::new(near), boost));
            }
        }
    }

    /// A phrase: each stretch of one script as it is written, in the title or in the text.
    fn phrase(&mut self, text: &str) -> Option<Box<dyn Query>> {
        let pieces = self.affordable(text);
        let mut stretches: Vec<Box<dyn Query>> = Vec::new();
        for stretch in pieces.chunk_by(|a, b| a.unspaced == b.unspaced) {
            self.ranks = true;
            let unspaced = stretch.first().is_some_and(|piece| piece.unspaced);
            let fields = self.ground.fields;
            let places: Vec<(TextField, f32)> = if unspaced {
                let level = |level, boost| (fields.stems(Analysis::UNSPACED, level), boost);
                vec![level(Level::Title, 2.5), level(Level::Summary, 1.2), level(Level::Body, 1.0)]
            } else {
                vec![(fields.title_words, 2.5), (fields.body_words, 1.0)]
            };
            self.mark_stretch(stretch, unspaced);
            let within = places.into_iter().map(|(field, boost)| {
                let term = |piece: &Piece| Term::from_field_text(field, &piece.folded());
                let query: Box<dyn Query> = match stretch {
                    [one] => Box::new(TermQuery::new(term(one), IndexRecordOption::WithFreqs)),
                    _ => Box::new(PhraseQuery::new(stretch.iter().map(term).collect())),
                };
                boosted(query, boost)
            });
            stretches.push(Box::new(BooleanQuery::union(within.collect())));
        }
        (!stretches.is_empty()).then(|| Box::new(BooleanQuery::intersection(stretches)) as Box<dyn Query>)
    }

    fn mark_stretch(&mut self, stretch: &[Piece], unspaced: bool) {
        for (at, piece) in stretch.iter().enumerate() {
            match pair_at(stretch, at) {
                Some(pair) => self.mark(|marks| &mut marks.pairs, &pair),
                None if unspaced && stretch.len() == 1 => self.mark(|marks| &mut marks.singles, &piece.lower),
                None if !unspaced => self.mark(|marks| &mut marks.exact, &piece.folded()),
                None => {}
            }
        }
    }

    fn prefix(&mut self, text: &str) -> Option<Box<dyn Query>> {
        let pieces = pieces(text);
        let Some(last) = pieces.last().filter(|piece| !piece.unspaced) else {
            return self.phrase(text);
        };
        self.left = self.left.checked_sub(PREFIX_COST)?;
        let prefix = last.folded();
        self.mark(|marks| &mut marks.prefixes, &prefix);
        let Fields { title_words, body_words, .. } = self.ground.fields;
        let within = [*title_words, *body_words].map(|field| {
            Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(field, &prefix), 0, true))
                as Box<dyn Query>
        });
        Some(Box::new(BooleanQuery::union(within.into())))
    }

    fn mark(&mut self, set: impl Fn(&mut Marks) -> &mut std::collections::HashSet<String>, text: &str) {
        if !self.negated {
            set(&mut self.marks).insert(text.to_owned());
        }
    }

    /// How the things asked for go together: all of a few; of many any, and the order says how many: a question in a whole sentence has
    /// words that no answer needs. What is common only adds to the score.
    fn required(&self, clauses: Vec<Clause>) -> Vec<(Occur, Box<dyn Query>)> {
        if clauses.is_empty() {
            return Vec::new();
        }
        let all_common = clauses.iter().all(|clause| clause.common);
        let (optional, asked): (Vec<_>, Vec<_>) =
            clauses.into_iter().partition(|clause| clause.common && !all_common);
        let needed = match (self.strictness, asked.len()) {
            (Strictness::Most, few @ ..=3) => few,
            _ => 1,
        };
        let asked = asked.into_iter().map(|clause| (Occur::Should, clause.query)).collect();
        let most: Box<dyn Query> = Box::new(BooleanQuery::with_minimum_required_clauses(asked, needed));
        let optional = optional.into_iter().map(|clause| (Occur::Should, clause.query));
        std::iter::once((Occur::Must, most)).chain(optional).collect()
    }
}

impl Asked {
    fn push(&mut self, clause: Clause) {
        self.clauses.push(clause);
    }
}

fn boosted(query: Box<dyn Query>, boost: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, boost))
}
