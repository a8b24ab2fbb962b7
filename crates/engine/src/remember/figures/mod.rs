//! Figures: how many, by two facets crossed, of a denominator that is named and chosen.
//!
//! What was received, found eligible and shortlisted is counted from the entries of editions that ran here, and only what
//! everybody may know; what is published, from the library as everybody searches it.

mod entered;
mod published;

use crate::{Caller, Engine, Result};
use kapok_base::Refusal;
use kapok_library::Cross;
use kapok_search::Facet;
use std::collections::BTreeSet;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Denominator {
    /// Dossiers sealed in editions of which everything has been announced.
    Received,
    /// Those of them that were found eligible.
    Eligible,
    /// Entries that were announced as shortlisted.
    Shortlisted,
    /// Cases of the library.
    Published,
}

impl Denominator {
    /// All of them, the widest first.
    pub const ALL: [Self; 4] = [Self::Received, Self::Eligible, Self::Shortlisted, Self::Published];

    /// Its stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Eligible => "eligible",
            Self::Shortlisted => "shortlisted",
            Self::Published => "published",
        }
    }

    /// The denominator of a stable name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.as_str() == name)
    }

    /// The facets that it can be counted by.
    #[must_use]
    pub fn facets(self) -> &'static [Facet] {
        match self {
            Self::Received | Self::Eligible | Self::Shortlisted => &entered::FACETS,
            Self::Published => &Facet::ALL,
        }
    }
}

/// Which figure is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRequest {
    /// What is counted.
    pub of: Denominator,
    /// The facet whose values are the rows.
    pub rows: Facet,
    /// The facet whose values are the columns.
    pub columns: Facet,
    /// Only of these editions; of all when empty.
    pub editions: BTreeSet<String>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The counts; what is not stated counts under [`kapok_search::NOT_STATED`].
    pub cross: Cross,
    /// The editions that there is anything to count of, the latest first.
    pub editions: Vec<String>,
}

impl Engine {
    /// Counts by two facets.
    ///
    /// # Errors
    /// `figure_same_facet`, `figure_facet_unfit` for a facet that the denominator cannot be counted by, or faults.
    pub async fn figure(&self, caller: &Caller, request: &FigureRequest) -> Result<Figure> {
        if request.rows == request.columns {
            return Err(Refusal::invalid("figure_same_facet").at("/columns").into());
        }
        for (facet, place) in [(request.rows, "/rows"), (request.columns, "/columns")] {
            if !request.of.facets().contains(&facet) {
                return Err(Refusal::invalid("figure_facet_unfit").at(place).into());
            }
        }
        let mut figure = match request.of {
            Denominator::Published => self.published_figure(caller, request).await?,
            Denominator::Received | Denominator::Eligible | Denominator::Shortlisted => {
                self.entered_figure(caller, request).await?
            }
        };
        figure.editions.sort_by(|a, b| b.cmp(a));
        Ok(figure)
    }
}
