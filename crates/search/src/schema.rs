//! The fields of the index.

use crate::stem::Analysis;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// The form of what is indexed. Raised with every change of fields or analysis: an index of another form is rebuilt.
pub(crate) const FORM: u32 = 3;

/// Where in a case a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// In a title.
    Title,
    /// In the abstract of a case that has sections besides.
    Summary,
    /// In the text.
    Body,
}

impl Level {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Title, Self::Summary, Self::Body];
}

/// The fields, by name.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// The case's id.
    pub(crate) id: Field,
    /// Eight bytes of the id, to order what is otherwise equal.
    pub(crate) tie: Field,
    /// The announcement it waits for.
    pub(crate) announcement: Field,
    /// The ways in which its texts were analysed.
    pub(crate) analysis: Field,
    /// Words of the titles as written.
    pub(crate) title_words: Field,
    /// Words of the abstracts and texts as written.
    pub(crate) body_words: Field,
    /// The entity's name: words as written, and Han characters.
    pub(crate) entity: Field,
    /// The names of its themes, in all languages.
    pub(crate) themes: Field,
    /// Beginnings of the words of titles and entities, for suggestions.
    pub(crate) beginnings: Field,
    /// Marks that near-identical texts share.
    pub(crate) likeness: Field,
    /// The year.
    pub(crate) year: Field,
    /// How many tokens stand in each of the text fields, for the statistics of what is visible.
    pub(crate) lengths: Field,
    /// What speaks for a case before any question is asked, from 0 to 1.
    pub(crate) prior: Field,
    /// The title in the form by which titles are sorted.
    pub(crate) title_order: Field,
    /// `facet=value`, for all facets.
    pub(crate) facet: Field,
    /// What is needed to show it.
    pub(crate) stored: Field,
    stems: Vec<[Field; 3]>,
}

impl Fields {
    /// The schema and its fields.
    pub(crate) fn schema() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let text = |option: IndexRecordOption| {
            let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(option);
            TextOptions::default().set_indexing_options(indexing)
        };
        let (counted, placed) =
            (text(IndexRecordOption::WithFreqs), text(IndexRecordOption::WithFreqsAndPositions));
        let stems = Analysis::all().map(|analysis| {
            let options = if analysis == Analysis::UNSPACED { &placed } else { &counted };
            let name = analysis.name();
            ["title", "summary", "body"]
                .map(|level| builder.add_text_field(&format!("{level}_{name}"), options.clone()))
        });
        let stems = stems.collect();
        let fields = Self {
            id: builder.add_text_field("id", STRING),
            tie: builder.add_u64_field("tie", FAST),
            announcement: builder.add_text_field("announcement", STRING),
            analysis: builder.add_text_field("analysis", STRING),
            title_words: builder.add_text_field("title_words", placed.clone()),
            body_words: builder.add_text_field("body_words", placed),
            entity: builder.add_text_field("entity", counted.clone()),
            themes: builder.add_text_field("themes", counted),
            beginnings: builder.add_text_field("beginnings", STRING),
            likeness: builder.add_text_field("likeness", STRING),
            year: builder.add_i64_field("year", INDEXED | FAST),
            lengths: builder.add_u64_field("lengths", FAST),
            prior: builder.add_f64_field("prior", FAST),
            title_order: builder.add_text_field("title_order", STRING | FAST),
            facet: builder.add_text_field("facet", STRING | FAST),
            stored: builder.add_text_field("stored", STORED),
            stems,
        };
        (builder.build(), fields)
    }

    /// The field of one analysis at one place.
    pub(crate) fn stems(&self, analysis: Analysis, level: Level) -> Field {
        self.stems[analysis.place()][level as usize]
    }

    /// Whether a field holds characters and pairs of unspaced scripts alone.
    pub(crate) fn is_unspaced(&self, field: Field) -> bool {
        self.stems[Analysis::UNSPACED.place()].contains(&field)
    }

    /// The text fields, each with the analysis whose cases have it (none: all cases have it), in the order of their numbers of tokens.
    pub(crate) fn texts(&self) -> Vec<(Field, Option<Analysis>)> {
        let whole = [self.title_words, self.body_words, self.entity, self.themes].map(|field| (field, None));
        let stems = Analysis::all()
            .flat_map(|analysis| Level::ALL.map(|level| (self.stems(analysis, level), Some(analysis))));
        whole.into_iter().chain(stems).collect()
    }
}
