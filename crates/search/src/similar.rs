//! Cases like a given one: those that share its telling words, its themes, its goals, its entity.

use crate::analysis::{Stemming, pieces, unspaced_tokens};
use crate::asked::{Asked, silent};
use crate::document::Stored;
use crate::facet::{Facet, term_text};
use crate::highlight::Marks;
use crate::index::Index;
use crate::page::{Item, Place};
use crate::ranked::Ranked;
use crate::schema::Level;
use crate::search::Sort;
use crate::stem::Analysis;
use crate::{Hit, SearchError, Visibility};
use kapok_base::{CaseId, Language};
use std::cmp::Reverse;
use std::collections::HashMap;
use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

/// How many telling words are compared.
const TELLING: usize = 24;
/// How many different words of a long text are weighed.
const WEIGHED: usize = 400;
/// What a theme, goal or entity in common counts, for each unit of its rareness.
const IN_COMMON: f32 = 1.5;

impl Index {
    /// The cases most like one, the likest first; nothing when that one does not exist for the asker.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn similar(
        &self,
        id: CaseId,
        limit: usize,
        language: &Language,
        visibility: &Visibility,
    ) -> Result<Vec<Hit>, SearchError> {
        self.answering(|| self.like(id, limit, language, visibility))
    }

    fn like(
        &self,
        id: CaseId,
        limit: usize,
        language: &Language,
        visibility: &Visibility,
    ) -> Result<Vec<Hit>, SearchError> {
        let asked = self.ask(visibility)?;
        let itself = || -> Box<dyn Query> {
            let term = Term::from_field_text(asked.live.fields.id, &id.to_string());
            silent(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
        };
        let one = Ranked { sort: Sort::Newest, after: None, limit: 1 };
        let found = asked.searcher.search(&asked.seen(itself()), &one)?;
        let Some((_, at)) = found.best.first() else { return Ok(Vec::new()) };
        let stored = asked.stored(*at)?;
        let mut alike = asked.telling_words(&stored)?;
        alike.extend(asked.in_common(&stored)?);
        if alike.is_empty() {
            return Ok(Vec::new());
        }
        let alike = asked.seen(Box::new(BooleanQuery::union_with_minimum_required_clauses(alike, 2)));
        let query = BooleanQuery::new(vec![(Occur::Must, Box::new(alike)), (Occur::MustNot, itself())]);
        let ranked = Ranked { sort: Sort::Relevance, after: None, limit };
        let ranking = asked.searcher.search_with_statistics_provider(&query, &ranked, &*asked.statistics)?;
        let hit = |(key, at)| {
            let item =
                Item { place: Place::Keyed(Reverse(key)), at, stored: asked.stored(at)?, alike: Vec::new() };
            asked.hit(item, &Marks::default(), language)
        };
        ranking.best.into_iter().map(hit).collect()
    }
}

impl Asked<'_> {
    /// The words that tell a case from others, each weighed by how rare it is and how often it stands there.
    fn telling_words(&self, stored: &Stored) -> Result<Vec<Box<dyn Query>>, SearchError> {
        let mut counts: HashMap<(Field, String), (u32, Analysis)> = HashMap::new();
        for (language, text) in stored.texts.iter() {
            let stemming = Stemming::of(language);
            for (text, times) in [(&text.title, 3), (&text.body, 1)] {
                let pieces = pieces(&text[..text.floor_char_boundary(40_000)]);
                let words = pieces.iter().filter(|piece| !piece.unspaced);
                let stems = words.map(|piece| (stemming.analysis(piece), stemming.stem(piece)));
                let pairs = unspaced_tokens(&pieces).tokens.into_iter();
                let pairs = pairs.map(|token| (Analysis::UNSPACED, token.text));
                for (analysis, text) in stems.chain(pairs).filter(|(_, text)| text.chars().count() > 1) {
                    let field = self.live.fields.stems(analysis, Level::Body);
                    counts.entry((field, text)).or_insert((0, analysis)).0 += times;
                }
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_unstable_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
        counts.truncate(WEIGHED);
        let mut weighed = Vec::new();
        for ((field, text), (count, analysis)) in counts {
            let term = Term::from_field_text(field, &text);
            let (frequency, cases) =
                (self.statistics.frequency(&term)? as f32, self.statistics.analysed(analysis) as f32);
            if frequency >= 2.0 && (cases < 50.0 || frequency < cases / 5.0) {
                weighed.push((term, (1.0 + count as f32).ln() * (1.0 + cases / frequency).ln()));
            }
        }
        weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        weighed.truncate(TELLING);
        let query = |(term, weight)| {
            let query = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
            Box::new(BoostQuery::new(query, weight)) as Box<dyn Query>
        };
        Ok(weighed.into_iter().map(query).collect())
    }

    /// What a case can share with one in another language: themes, targets, goals, and the entity.
    fn in_common(&self, stored: &Stored) -> Result<Vec<Box<dyn Query>>, SearchError> {
        let themes = stored.themes.iter().map(|theme| term_text(Facet::Theme, theme));
        let sdgs = stored.sdgs.iter().map(|sdg| match sdg.split_once('.') {
            Some(_) => term_text(Facet::Target, sdg),
            None => term_text(Facet::Sdg, sdg),
        });
        let mut terms: Vec<Term> =
            themes.chain(sdgs).map(|text| Term::from_field_text(self.live.fields.facet, &text)).collect();
        let entity = stored.entity.iter().flat_map(|name| pieces(name));
        terms.extend(entity.map(|piece| Term::from_field_text(self.live.fields.entity, &piece.folded())));
        let documents = self.statistics.documents() as f32;
        let mut queries: Vec<Box<dyn Query>> = Vec::new();
        for term in terms {
            let frequency = self.statistics.frequency(&term)? as f32;
            if frequency >= 2.0 {
                let weight = IN_COMMON * (documents / frequency).ln().max(0.0);
                let query = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
                queries.push(Box::new(ConstScoreQuery::new(query, weight)));
            }
        }
        Ok(queries)
    }
}
