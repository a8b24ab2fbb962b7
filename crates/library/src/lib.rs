//! What a case is and may reveal: its texts and facts, where it comes from, how one row of an import becomes one, and how one
//! is cited and described.
//!
//! Pure: no database, no files. Rows come in as JSON maps (from whatever file) and leave as JSON maps.

mod case;
pub mod cite;
pub mod collection;
mod country;
mod cross;
mod difference;
mod fold;
mod likeness;
mod link;
pub mod mapping;
pub mod metadata;
mod origin;
mod personal;
mod read;
mod sdg;
mod theme;
mod value;
mod write;

pub use case::{
    Case, CaseText, CaseVersion, Cost, Evidence, Facts, Indicator, Level, Place, Section, VersionHash,
};
pub use cite::Reference;
pub use country::{Country, Region, countries, country_by_code, resolve_country};
pub use cross::Cross;
pub use difference::{Difference, Fate, Piece};
pub use fold::fold;
pub use likeness::{ALIKE, Likest, Sketch};
pub use link::{CaseLink, LinkKind, NewLink};
pub use mapping::Mapping;
pub use metadata::Described;
pub use origin::{Consent, Origin, Tombstone, case_from_entry};
pub use personal::{Personal, PersonalKind, personal};
pub use read::{ReadRow, Warning, WarningCode, read_row};
pub use sdg::{InvalidSdg, Sdg};
pub use theme::{InvalidThemes, Theme, Themes};
pub use write::row_of;
