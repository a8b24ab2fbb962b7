//! A question's tree becomes a query, and the marks by which matches are shown.

use crate::analysis::{Piece, folded, pair_at, pieces};
use crate::facet::years;
use crate::highlight::Marks;
use crate::schema::Fields;
use crate::statistics::VisibleStatistics;
use crate::stem::all_stems;
use crate::{Facet, Field, Node};
use kapok_library::{Sdg, fold, resolve_country};
use tantivy::Term;
use tantivy::query::{
    AllQuery, Bm25StatisticsProvider, BooleanQuery, BoostQuery, EmptyQuery, FuzzyTermQuery, Occur,
    PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field as TextField, IndexRecordOption};

/// A run of an unspaced script longer than this is a sentence: its pairs count one by one.
const LONGEST_RUN: usize = 8;

/// A question as tantivy and the highlighter need it.
pub(crate) struct Built {
    /// What must match.
    pub(crate) query: Box<dyn Query>,
    /// What is shown as matching.
    pub(crate) marks: Marks,
    /// Whether anything in it says how well a case matches.
    pub(crate) ranks: bool,
}

/// Builds the query of a question.
pub(crate) fn build(
    node: &Node,
    fields: &Fields,
    statistics: &VisibleStatistics<'_>,
) -> tantivy::Result<Built> {
    let mut builder = Builder { fields, statistics, marks: Marks::default(), ranks: false, negated: false };
    let query = builder.node(node)?;
    Ok(Built { query, marks: builder.marks, ranks: builder.ranks })
}

struct Builder<'a> {
    fields: &'a Fields,
    statistics: &'a VisibleStatistics<'a>,
    marks: Marks,
    ranks: bool,
    negated: bool,
}

/// One thing that a question asks for.
struct Clause {
    query: Box<dyn Query>,
    /// Stands in so many cases that it tells nothing: it adds to the score and is not required.
    common: bool,
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
        let mut clauses = Vec::new();
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut words = Vec::new();
        for node in nodes {
            match node {
                Node::Word(text) => {
                    words.extend(pieces(text));
                    self.word(text, &mut clauses)?;
                }
                Node::Not(node) => {
                    let outer = std::mem::replace(&mut self.negated, true);
                    parts.push((Occur::MustNot, self.node(node)?));
                    self.negated = outer;
                }
                Node::Phrase(text) => parts.extend(self.phrase(text).map(|query| (Occur::Must, query))),
                Node::Prefix(text) => parts.push((Occur::Must, self.prefix(text))),
                Node::In(field, value) => parts.push((Occur::Must, self.within(*field, value)?)),
                Node::Years(from, to) => parts.push((Occur::Must, years(self.fields, *from, *to))),
                nested @ (Node::All(_) | Node::Any(_)) => parts.push((Occur::Must, self.node(nested)?)),
            }
        }
        parts.extend(required(clauses));
        parts.extend(self.nearness(&words).map(|query| (Occur::Should, query)));
        if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            parts.push((Occur::Must, Box::new(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(parts)))
    }

    /// What stands between two blanks: words (`state-of-the-art` is four) and runs of unspaced script.
    fn word(&mut self, text: &str, clauses: &mut Vec<Clause>) -> tantivy::Result<()> {
        let pieces = pieces(text);
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            if !piece.unspaced {
                clauses.push(self.single_word(piece)?);
                at += 1;
                continue;
            }
            let length = 1 + (at..).take_while(|at| pair_at(&pieces, *at).is_some()).count();
            self.run(&pieces[at..at + length], clauses)?;
            at += length;
        }
        Ok(())
    }

    fn single_word(&mut self, piece: &Piece) -> tantivy::Result<Clause> {
        self.ranks = true;
        let exact = piece.folded();
        let mut stems: Vec<String> = all_stems(&piece.lower).iter().map(|stem| folded(stem)).collect();
        stems.push(exact.clone());
        stems.sort_unstable();
        stems.dedup();
        let mut queries = Vec::new();
        let mut frequency = 0;
        for stem in &stems {
            frequency = frequency.max(self.term(self.fields.body, stem, 1.0, &mut queries)?);
            self.term(self.fields.title, stem, 2.5, &mut queries)?;
            self.mark(|marks| &mut marks.words, stem);
        }
        self.term(self.fields.entity, &exact, 2.0, &mut queries)?;
        self.term(self.fields.title_words, &exact, 0.5, &mut queries)?;
        self.term(self.fields.body_words, &exact, 0.3, &mut queries)?;
        Ok(self.clause(queries, frequency))
    }

    /// A run of unspaced script: most of its pairs, better all of them together.
    fn run(&mut self, run: &[Piece], clauses: &mut Vec<Clause>) -> tantivy::Result<()> {
        self.ranks = true;
        if let [one] = run {
            self.mark(|marks| &mut marks.singles, &one.lower);
            clauses.push(self.unspaced(&one.lower)?);
            return Ok(());
        }
        let mut pairs = Vec::new();
        for at in 0..run.len() - 1 {
            if let Some(pair) = pair_at(run, at) {
                self.mark(|marks| &mut marks.pairs, &pair);
                pairs.push(self.unspaced(&pair)?);
            }
        }
        if run.len() > LONGEST_RUN {
            clauses.extend(pairs);
            return Ok(());
        }
        let needed = (pairs.len() * 6).div_ceil(10);
        let common = pairs.iter().all(|pair| pair.common);
        let pairs: Vec<_> = pairs.into_iter().map(|pair| (Occur::Should, pair.query)).collect();
        let most: Box<dyn Query> = Box::new(BooleanQuery::with_minimum_required_clauses(pairs, needed));
        let mut parts = vec![(Occur::Must, most)];
        if run.len() > 2 {
            for (field, boost) in [(self.fields.title, 2.0), (self.fields.body, 1.0)] {
                let terms = run.iter().map(|piece| Term::from_field_text(field, &piece.lower)).collect();
                parts.push((Occur::Should, boosted(Box::new(PhraseQuery::new(terms)), boost)));
            }
        }
        clauses.push(Clause { query: Box::new(BooleanQuery::new(parts)), common });
        Ok(())
    }

    fn unspaced(&self, text: &str) -> tantivy::Result<Clause> {
        let mut queries = Vec::new();
        let frequency = self.term(self.fields.body, text, 1.0, &mut queries)?;
        self.term(self.fields.title, text, 2.5, &mut queries)?;
        self.term(self.fields.entity, text, 2.0, &mut queries)?;
        Ok(self.clause(queries, frequency))
    }

    /// Adds a term where it stands in anything visible; gives the number of such cases.
    fn term(
        &self,
        field: TextField,
        text: &str,
        boost: f32,
        queries: &mut Vec<Box<dyn Query>>,
    ) -> tantivy::Result<u64> {
        let term = Term::from_field_text(field, text);
        let frequency = self.statistics.doc_freq(&term)?;
        if frequency > 0 {
            queries.push(boosted(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), boost));
        }
        Ok(frequency)
    }

    fn clause(&self, queries: Vec<Box<dyn Query>>, frequency: u64) -> Clause {
        let documents = self.statistics.documents();
        let common = documents >= 50 && frequency > documents / 5;
        if queries.is_empty() {
            return Clause { query: Box::new(EmptyQuery), common: false };
        }
        Clause { query: Box::new(BooleanQuery::union(queries)), common }
    }

    /// Words that also stand near each other, in their order, count more.
    fn nearness(&self, words: &[Piece]) -> Option<Box<dyn Query>> {
        if !(2..=8).contains(&words.len()) || words.iter().any(|word| word.unspaced) {
            return None;
        }
        let phrase = |field: TextField, boost: f32| {
            let terms = words.iter().map(|word| Term::from_field_text(field, &word.folded()));
            let terms = terms.enumerate().collect();
            boosted(Box::new(PhraseQuery::new_with_offset_and_slop(terms, 2)), boost)
        };
        let queries = vec![phrase(self.fields.title_words, 1.0), phrase(self.fields.body_words, 0.5)];
        Some(Box::new(BooleanQuery::union(queries)))
    }

    /// A phrase: each stretch of one script as it is written, in the title or in the text.
    fn phrase(&mut self, text: &str) -> Option<Box<dyn Query>> {
        let pieces = pieces(text);
        let mut stretches: Vec<Box<dyn Query>> = Vec::new();
        for stretch in pieces.chunk_by(|a, b| a.unspaced == b.unspaced) {
            self.ranks = true;
            let unspaced = stretch.first().is_some_and(|piece| piece.unspaced);
            let fields = if unspaced {
                [self.fields.title, self.fields.body]
            } else {
                [self.fields.title_words, self.fields.body_words]
            };
            self.mark_stretch(stretch, unspaced);
            let within = fields.into_iter().zip([2.5, 1.0]).map(|(field, boost)| {
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
        let within = [self.fields.title_words, self.fields.body_words].map(|field| {
            Box::new(FuzzyTermQuery::new_prefix(Term::from_field_text(field, &prefix), 0, true))
                as Box<dyn Query>
        });
        Box::new(BooleanQuery::union(within.into()))
    }

    fn within(&mut self, field: Field, value: &str) -> tantivy::Result<Box<dyn Query>> {
        let (facet, value) = match field {
            Field::Title => return self.in_text([self.fields.title, self.fields.title_words], value),
            Field::Entity => return self.in_text([self.fields.entity, self.fields.entity], value),
            Field::Country => {
                let country = resolve_country(value).map(|country| country.code.to_owned());
                (Facet::Country, country.unwrap_or_else(|| value.to_owned()))
            }
            Field::Region => (Facet::Region, fold(value).replace(' ', "_")),
            Field::Edition => (Facet::Edition, value.to_owned()),
            Field::Sdg => {
                let goal = value.parse::<Sdg>().map(|sdg| sdg.goal().to_string());
                (Facet::Sdg, goal.unwrap_or_else(|_| value.to_owned()))
            }
            Field::Theme => (Facet::Theme, value.to_lowercase()),
            Field::Outcome => (Facet::Outcome, value.to_owned()),
            Field::Source => (Facet::Source, value.to_owned()),
            Field::Language => {
                let language = value.parse::<kapok_base::Language>().map(|language| language.to_string());
                (Facet::Lang, language.unwrap_or_else(|_| value.to_owned()))
            }
        };
        let term = Term::from_field_text(self.fields.facet(facet), &value);
        Ok(boosted(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 0.0))
    }

    /// All words of a value, in one field and its twin of words as written.
    fn in_text(&mut self, fields: [TextField; 2], value: &str) -> tantivy::Result<Box<dyn Query>> {
        let pieces = pieces(value);
        let mut words: Vec<Box<dyn Query>> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            self.ranks = true;
            let stems = if piece.unspaced {
                vec![pair_at(&pieces, at).unwrap_or_else(|| piece.lower.clone())]
            } else {
                all_stems(&piece.lower).iter().map(|stem| folded(stem)).chain([piece.folded()]).collect()
            };
            let mut queries = Vec::new();
            for stem in &stems {
                self.mark(|marks| &mut marks.words, stem);
                self.term(fields[0], stem, 1.0, &mut queries)?;
            }
            if !piece.unspaced {
                self.term(fields[1], &piece.folded(), 0.5, &mut queries)?;
            }
            words.push(Box::new(BooleanQuery::union(queries)));
        }
        if words.is_empty() {
            return Ok(Box::new(AllQuery));
        }
        Ok(Box::new(BooleanQuery::intersection(words)))
    }

    fn mark(&mut self, set: impl Fn(&mut Marks) -> &mut std::collections::HashSet<String>, text: &str) {
        if !self.negated {
            set(&mut self.marks).insert(text.to_owned());
        }
    }
}

/// How the things asked for go together: all of a few, most of several, some of a long sentence; common ones only add to the score.
fn required(clauses: Vec<Clause>) -> Vec<(Occur, Box<dyn Query>)> {
    if clauses.is_empty() {
        return Vec::new();
    }
    let all_common = clauses.iter().all(|clause| clause.common);
    let (optional, asked): (Vec<_>, Vec<_>) = clauses.into_iter().partition(|c| c.common && !all_common);
    let needed = match asked.len() {
        few @ ..=3 => few,
        some @ 4..=8 => (some * 6).div_ceil(10),
        many => (many * 3).div_ceil(10),
    };
    let asked = asked.into_iter().map(|clause| (Occur::Should, clause.query)).collect();
    let most: Box<dyn Query> = Box::new(BooleanQuery::with_minimum_required_clauses(asked, needed));
    let optional = optional.into_iter().map(|clause| (Occur::Should, clause.query));
    std::iter::once((Occur::Must, most)).chain(optional).collect()
}

fn boosted(query: Box<dyn Query>, boost: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, boost))
}
