//! The fields of the index.

use crate::Facet;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// The form of what is indexed. Raised with every change of fields or analysis: an index of another form is rebuilt.
pub(crate) const FORM: u32 = 1;

/// The fields, by name.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// The case's id.
    pub(crate) id: Field,
    /// Eight bytes of the id, to order what is otherwise equal.
    pub(crate) tie: Field,
    /// The announcement it waits for.
    pub(crate) announcement: Field,
    /// Stems of the titles.
    pub(crate) title: Field,
    /// Stems of the texts.
    pub(crate) body: Field,
    /// Words of the titles as written.
    pub(crate) title_words: Field,
    /// Words of the texts as written.
    pub(crate) body_words: Field,
    /// Stems of the entity's name.
    pub(crate) entity: Field,
    /// The year.
    pub(crate) year: Field,
    /// How many tokens stand in each of the text fields, for the statistics of what is visible.
    pub(crate) lengths: [Field; 5],
    /// The first sixteen bytes of the title, for sorting.
    pub(crate) title_order: [Field; 2],
    /// What is needed to show it.
    pub(crate) stored: Field,
    facets: [Field; Facet::ALL.len()],
}

/// Names of the numbers of tokens, in the order of [`Fields::texts`].
pub(crate) const LENGTHS: [&str; 5] =
    ["title_length", "body_length", "title_words_length", "body_words_length", "entity_length"];

impl Fields {
    /// The schema and its fields.
    pub(crate) fn schema() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let pretokenised = || {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(IndexRecordOption::WithFreqsAndPositions);
            TextOptions::default().set_indexing_options(indexing)
        };
        let fields = Self {
            id: builder.add_text_field("id", STRING),
            tie: builder.add_u64_field("tie", FAST),
            announcement: builder.add_text_field("announcement", STRING),
            title: builder.add_text_field("title", pretokenised()),
            body: builder.add_text_field("body", pretokenised()),
            title_words: builder.add_text_field("title_words", pretokenised()),
            body_words: builder.add_text_field("body_words", pretokenised()),
            entity: builder.add_text_field("entity", pretokenised()),
            year: builder.add_i64_field("year", INDEXED | FAST),
            lengths: LENGTHS.map(|name| builder.add_u64_field(name, FAST)),
            title_order: ["title_order_1", "title_order_2"].map(|name| builder.add_u64_field(name, FAST)),
            stored: builder.add_text_field("stored", STORED),
            facets: Facet::ALL.map(|facet| builder.add_text_field(facet.field_name(), STRING | FAST)),
        };
        (builder.build(), fields)
    }

    /// The field of a facet.
    pub(crate) fn facet(&self, facet: Facet) -> Field {
        self.facets[facet as usize]
    }

    /// The text fields.
    pub(crate) fn texts(&self) -> [Field; 5] {
        [self.title, self.body, self.title_words, self.body_words, self.entity]
    }
}
