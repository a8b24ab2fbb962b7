//! A spreadsheet's cell as the text that a person sees in it.

use calamine::{DataRef, ExcelDateTime};

/// The text of a cell; nothing for an empty one and for a formula that failed.
pub(crate) fn text(cell: &DataRef<'_>) -> Option<String> {
    let text = match cell {
        DataRef::Empty | DataRef::Error(_) => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::DateTime(instant) => instant_text(instant),
    };
    (!text.trim().is_empty()).then_some(text)
}

/// A number with the fifteen digits that a spreadsheet keeps, so that no rounding of the machine's shows.
fn number_text(number: f64) -> String {
    format!("{number:.14e}").parse::<f64>().unwrap_or(number).to_string()
}

/// A day, a time of day, both, or a length of time.
fn instant_text(instant: &ExcelDateTime) -> String {
    if instant.is_duration() {
        let seconds = (instant.as_f64() * 86_400.0).round();
        let (hours, rest) = ((seconds / 3600.0).trunc(), (seconds % 3600.0).abs());
        return format!("{hours}:{:02}:{:02}", (rest / 60.0).trunc(), rest % 60.0);
    }
    let (year, month, day, hour, minute, second, _) = instant.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = match second {
        0 => format!("{hour:02}:{minute:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}"),
    };
    match (instant.as_f64() < 1.0, (hour, minute, second) == (0, 0, 0)) {
        (true, _) => time,
        (false, true) => date,
        (false, false) => format!("{date} {time}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    #[test]
    fn cells_read_as_they_are_seen() {
        let at = |value, kind| DataRef::DateTime(ExcelDateTime::new(value, kind, false));
        for (cell, seen) in [
            (DataRef::Float(2019.0), Some("2019")),
            (DataRef::Float(0.1 + 0.2), Some("0.3")),
            (DataRef::Float(-23.129_11), Some("-23.12911")),
            (DataRef::Float(1.5e10), Some("15000000000")),
            (DataRef::Int(7), Some("7")),
            (DataRef::Bool(true), Some("true")),
            (DataRef::String("  ".into()), None),
            (DataRef::Error(calamine::CellErrorType::NA), None),
            (at(43831.0, DateTime), Some("2020-01-01")),
            (at(43831.5, DateTime), Some("2020-01-01 12:00")),
            (at(0.75, DateTime), Some("18:00")),
            (at(1.5, TimeDelta), Some("36:00:00")),
        ] {
            assert_eq!(text(&cell).as_deref(), seen, "{cell:?}");
        }
    }
}
