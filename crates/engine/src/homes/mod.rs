//! What people find first after they have come in: for each role, what is theirs to do now.

mod editor;
mod entrant;
mod judge;
mod organiser;
mod public;

pub use editor::{Changed, EditorHome, Waiting};
pub use entrant::{EntrantHome, MissingAnswer, OwnDossier};
pub use judge::{JudgeHome, NextDossier, OwnRound};
pub use organiser::{Figure, FigureOf, LateJudge, OrganiserHome, Overdue, Running};
pub use public::{Announcing, EditionFigures, Winner, Winners};
