//! Cases like a given one: those that share its telling words.

use crate::analysis::{pieces, stem_tokens};
use crate::index::Index;
use crate::ranked::Ranked;
use crate::search::{Asked, Sort};
use crate::statistics::VisibleStatistics;
use crate::stem::stemmer;
use crate::{Hit, SearchError, Visibility};
use kapok_base::{CaseId, Language};
use std::collections::HashMap;
use tantivy::Term;
use tantivy::query::{
    Bm25StatisticsProvider, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery,
};
use tantivy::schema::IndexRecordOption;

/// How many telling words are compared.
const TELLING: usize = 24;
/// How many different words of a long text are weighed.
const WEIGHED: usize = 400;

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
        let live = self.live();
        let searcher = live.reader.searcher();
        let visible = visibility.query(&live.fields);
        let statistics = VisibleStatistics::new(&searcher, &live.fields, &*visible)?;
        let asked = Asked { live: &live, searcher: &searcher, statistics: &statistics, visible: &*visible };
        let itself = || -> Box<dyn Query> {
            let term = Term::from_field_text(live.fields.id, &id.to_string());
            Box::new(ConstScoreQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 0.0))
        };
        let seen = || -> Box<dyn Query> { Box::new(ConstScoreQuery::new(visible.box_clone(), 0.0)) };
        let one = Ranked { sort: Sort::Newest, after: None, limit: 1 };
        let found = searcher.search(&BooleanQuery::intersection(vec![itself(), seen()]), &one)?;
        let Some((_, at)) = found.best.first() else { return Ok(Vec::new()) };
        let terms = asked.telling_terms(&asked.stored(*at)?)?;
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let alike: Vec<Box<dyn Query>> = terms
            .into_iter()
            .map(|(term, weight)| {
                let query = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
                Box::new(BoostQuery::new(query, weight)) as Box<dyn Query>
            })
            .collect();
        let alike: Box<dyn Query> = Box::new(BooleanQuery::union_with_minimum_required_clauses(alike, 2));
        let query =
            BooleanQuery::new(vec![(Occur::Must, alike), (Occur::Must, seen()), (Occur::MustNot, itself())]);
        let ranked = Ranked { sort: Sort::Relevance, after: None, limit };
        let ranking = searcher.search_with_statistics_provider(&query, &ranked, &statistics)?;
        ranking.best.iter().map(|(key, at)| asked.plain_hit(*at, key[0] as f64 / 1000.0, language)).collect()
    }
}

impl Asked<'_> {
    /// The words that tell a case from others, with their weight.
    fn telling_terms(&self, stored: &crate::document::Stored) -> Result<Vec<(Term, f32)>, SearchError> {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for (language, text) in stored.texts.iter() {
            let stemmer = stemmer(language);
            for (text, times) in [(&text.title, 3), (&text.body, 1)] {
                let text = &text[..text.floor_char_boundary(40_000)];
                for token in stem_tokens(&pieces(text), stemmer.as_ref()).tokens {
                    if token.text.chars().count() > 1 {
                        *counts.entry(token.text).or_default() += times;
                    }
                }
            }
        }
        let mut counts: Vec<(String, u32)> = counts.into_iter().collect();
        counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts.truncate(WEIGHED);
        let documents = self.statistics.documents() as f32;
        let mut weighed = Vec::new();
        for (text, count) in counts {
            let term = Term::from_field_text(self.live.fields.body, &text);
            let frequency = self.statistics.doc_freq(&term)? as f32;
            if frequency >= 2.0 && (documents < 50.0 || frequency < documents / 5.0) {
                let weight = (1.0 + count as f32).ln() * (1.0 + documents / frequency).ln();
                weighed.push((term, weight));
            }
        }
        weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        weighed.truncate(TELLING);
        Ok(weighed)
    }
}
