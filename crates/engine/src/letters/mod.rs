//! Letters: organisers write to a filtered group, look at what would go out, hold it, send it once; and what was written
//! about a dossier.

mod audience;
mod correspondence;
mod preview;
mod recipients;
mod send;
mod write;

pub use correspondence::Correspondence;
pub use kapok_judging::letter::audience::{Audience, Dossiers, KnownStage};
pub use kapok_judging::letter::merge::Field;
pub use kapok_judging::letter::{Content, State, Until};
pub use kapok_store::letters::Letter;
pub use preview::{Preview, Sample, Unreached};
pub use recipients::{LetterRow, RecipientView, Tally};
pub use send::Sending;
