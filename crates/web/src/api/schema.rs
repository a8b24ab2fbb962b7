//! Shapes that several subjects answer with.

use kapok_base::{Deadline, Instant};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A text in several languages, one of them the original.
#[derive(Debug, ToSchema)]
#[allow(dead_code, reason = "stands for kapok_base::Localized in the document")]
pub(crate) struct LocalizedText {
    /// BCP 47 tag of the original language; its text is there.
    #[schema(example = "en")]
    original: String,
    /// The text by language.
    texts: BTreeMap<String, String>,
}

/// A local time in a zone, as it is given.
#[derive(Debug, ToSchema)]
#[allow(dead_code, reason = "stands for kapok_submission::LocalTime in the document")]
pub(crate) struct LocalTimeIn {
    /// To the second.
    #[schema(example = "2026-11-30T23:59:59")]
    local: String,
    /// IANA zone.
    #[schema(example = "Asia/Shanghai")]
    zone: String,
}

/// A deadline: the whole of its last second is in time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeadlineView {
    /// Local time, to the second.
    #[schema(example = "2026-11-30T23:59:59")]
    local: String,
    /// IANA zone.
    #[schema(example = "Asia/Shanghai")]
    zone: String,
    /// The last second that is in time, in UTC.
    #[schema(value_type = String, format = DateTime)]
    last_second: Instant,
}

impl From<&Deadline> for DeadlineView {
    fn from(deadline: &Deadline) -> Self {
        Self {
            local: deadline.local.clone(),
            zone: deadline.zone.clone(),
            last_second: deadline.last_second(),
        }
    }
}
