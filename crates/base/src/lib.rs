//! The shared vocabulary: identifiers, time, chance, languages, exact numbers and the "no" of a rule.
//!
//! Nothing here reads or writes anything. The wall clock and the operating system's randomness
//! enter the workspace through [`Clock`] and [`Random`] alone.

mod actor;
mod clock;
mod decimal;
mod id;
mod language;
mod localized;
mod page;
mod random;
mod refusal;
mod version;

pub use actor::Actor;
pub use clock::{Clock, Deadline, Instant, InvalidTime};
pub use decimal::{Decimal, Exact, approximate, exact, exact_products, rounded};
pub use id::*;
pub use language::{InvalidLanguage, Language, Locale};
pub use localized::Localized;
pub use page::{Limit, Page, PageRequest};
pub use random::{Random, Stream};
pub use refusal::{Refusal, RefusalKind, Value};
pub use version::Version;
