//! A question's tree becomes a query, and the marks by which matches are shown.

use crate::analysis::{Piece, pair_at, parts, pieces};
use crate::facet::{term_text, years};
use crate::highlight::Marks;
use crate::schema::{Fields, Level};
use crate::statistics::Statistics;
use crate::stem::Analysis;
use crate::synonyms::{Synonyms, alternatives};
use crate::typos::{Vocabulary, likely};
use crate::words::{self, Clause, runs};
use crate::{Facet, Field, Node};
use kapok_library::{Sdg, fold, resolve_country};
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery,
    Query, TermQuery,
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
    let mut builder =
        Builder { ground, strictness, marks: Marks::default(), ranks: false, negated: false, guessed: false };
    let query = builder.node(node)?;
    let Builder { marks, ranks, guessed, .. } = builder;
    Ok(Built { query, marks, ranks, strictness, guessed })
}

struct Builder<'a> {
    ground: Ground<'a>,
    strictness: Strictness,
    marks: Marks,
    ranks: bool,
    negated: bool,
    guessed: bool,
}

/// What the words of one bracket ask for.
#[derive(Default)]
struct Asked {
    clauses: Vec<Clause>,
    /// What only adds to the score.
    adding: Vec<Box<dyn Query>>,
}

impl Builder<'_> {
    fn node(&mut self, node: &Node) -> tantivy::Result<Box<dyn Query>> {
        match node {
            Node::All(nodes) => self.all(nodes),
            Node::Any(nodes) => {
                let queries = nodes.iter().map(|node| self.node(node)).collect::<tantivy::Result<_>>()?;
                Ok(Box::new(BooleanQuery::union(queries)))
            }
            other => self.all(std::slice::from_ref(other)),
        }
    }

    fn all(&mut self, nodes: &[Node]) -> tantivy::Result<Box<dyn Query>> {
        let mut asked = Asked::default();
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for stretch in nodes.chunk_by(|a, b| matches!((a, b), (Node::Word(_), Node::Word(_)))) {
            match &stretch[0] {
                Node::Word(_) => self.words(stretch, &mut asked)?,
                Node::Not(node) => {
                    let outer = std::mem::replace(&mut self.negated, true);
                    parts.push((Occur::MustNot, self.node(node)?));
                    self.negated = outer;
                }
                Node::Phrase(text) if self.strictness == Strictness::Any => {
                    asked.adding.extend(self.phrase(text));
                    self.plain(&pieces(text), &mut asked)?;
                }
                Node::Phrase(text) => parts.extend(self.phrase(text).map(|query| (Occur::Must, query))),
                Node::Prefix(text) => parts.push((Occur::Must, self.prefix(text))),
                Node::In(field, value) => parts.push((Occur::Must, self.within(*field, value)?)),
                Node::Years(from, to) => parts.push((Occur::Must, years(self.ground.fields, *from, *to))),
                nested @ (Node::All(_) | Node::Any(_)) => parts.push((Occur::Must, self.node(nested)?)),
            }
        }
        parts.extend(self.required(asked.clauses));
        parts.extend(asked.adding.into_iter().map(|query| (Occur::Should, query)));
        if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            parts.push((Occur::Must, Box::new(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(parts)))
    }

    /// Words that stand together: where some of them have other names for one thing, these count as well.
    fn words(&mut self, stretch: &[Node], asked: &mut Asked) -> tantivy::Result<()> {
        let texts = stretch.iter().filter_map(|node| match node {
            Node::Word(text) => Some(text.as_str()),
            _ => None,
        });
        let typed = texts.collect::<Vec<_>>().join(" ");
        let pieces = pieces(&typed);
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
                    for part in parts(piece) {
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
        if !clause.absent {
            return Ok(clause);
        }
        self.guessed = true;
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
        let pieces = pieces(text);
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

    fn prefix(&mut self, text: &str) -> Box<dyn Query> {
        let pieces = pieces(text);
        let Some(last) = pieces.last().filter(|piece| !piece.unspaced) else {
            return self.phrase(text).unwrap_or_else(|| Box::new(EmptyQuery));
        };
        let prefix = last.folded();
        self.mark(|marks| &mut marks.prefixes, &prefix);
        let Fields { title_words, body_words, .. } = self.ground.fields;
        let within = [*title_words, *body_words].map(|field| {
            Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(field, &prefix), 0, true))
                as Box<dyn Query>
        });
        Box::new(BooleanQuery::union(within.into()))
    }

    fn within(&mut self, field: Field, value: &str) -> tantivy::Result<Box<dyn Query>> {
        let (facet, value) = match field {
            Field::Title | Field::Entity => return self.in_name(field, value),
            Field::Country => {
                let country = resolve_country(value).map(|country| country.code.to_owned());
                (Facet::Country, country.unwrap_or_else(|| value.to_owned()))
            }
            Field::Region => {
                let name = fold(value).replace([' ', '-'], "_");
                let regions = kapok_library::Region::ALL.map(kapok_library::Region::as_str);
                let facet = if regions.contains(&name.as_str()) { Facet::Region } else { Facet::Subregion };
                (facet, name)
            }
            Field::Edition => (Facet::Edition, value.to_owned()),
            Field::Sdg => match value.parse::<Sdg>() {
                Ok(sdg) if value.contains('.') => (Facet::Target, sdg.to_string()),
                Ok(sdg) => (Facet::Sdg, sdg.goal().to_string()),
                Err(_) => (Facet::Sdg, value.to_owned()),
            },
            Field::Theme => (Facet::Theme, value.to_lowercase()),
            Field::Outcome => (Facet::Outcome, value.to_owned()),
            Field::Source => (Facet::Source, value.to_owned()),
            Field::Language => {
                let language = value.parse::<kapok_base::Language>().map(|language| language.to_string());
                (Facet::Lang, language.unwrap_or_else(|_| value.to_owned()))
            }
            Field::Level => (Facet::Level, fold(value).replace([' ', '-'], "_")),
            Field::Kind => (Facet::Kind, fold(value)),
        };
        let term = Term::from_field_text(self.ground.fields.facet, &term_text(facet, &value));
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        Ok(Box::new(ConstScoreQuery::new(Box::new(query), 0.0)))
    }

    /// All words of a value, in the title or in the entity's name.
    fn in_name(&mut self, field: Field, value: &str) -> tantivy::Result<Box<dyn Query>> {
        let Ground { fields, statistics, .. } = self.ground;
        let pieces = pieces(value);
        let mut queries: Vec<Box<dyn Query>> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            self.ranks = true;
            let said = if piece.unspaced { pair_at(&pieces, at) } else { None };
            let said = said.unwrap_or_else(|| piece.lower.clone());
            if piece.unspaced {
                self.mark(|marks| &mut marks.pairs, &said);
            } else {
                self.mark_word(piece);
            }
            queries.push(match field {
                Field::Entity => words::in_entity(fields, statistics, piece, &said)?,
                _ => words::in_title(fields, statistics, piece, &said)?,
            });
        }
        match queries.is_empty() {
            true => Ok(Box::new(AllQuery)),
            false => Ok(Box::new(BooleanQuery::intersection(queries))),
        }
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
