//! `field:` in a question: words of a name, and values of facets.

use super::{Builder, Ground};
use crate::analysis::pair_at;
use crate::facet::term_text;
use crate::words;
use crate::{Facet, Field};
use kapok_library::{Sdg, fold, resolve_country};
use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

impl Builder<'_> {
    pub(super) fn within(&mut self, field: Field, value: &str) -> tantivy::Result<Box<dyn Query>> {
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
        let pieces = self.affordable(value);
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
}
