//! JSON Lines: one object a line; empty lines are passed over.

use crate::format::next_line;
use crate::{BrokenRow, Row};
use serde_json::{Map, Value};
use std::io::BufRead;

pub(crate) fn rows<'a>(mut file: Box<dyn BufRead + Send + 'a>) -> impl Iterator<Item = Row> + Send + 'a {
    let mut line = Vec::new();
    let mut number = 0;
    let mut ended = false;
    std::iter::from_fn(move || {
        while !ended {
            number += 1;
            let values = match next_line(&mut *file, &mut line) {
                Ok(None) => return None,
                Ok(Some(Err(broken))) => Err(broken),
                Ok(Some(Ok(()))) => match object(&line, number) {
                    Some(values) => values,
                    None => continue,
                },
                Err(error) => {
                    ended = true;
                    Err(BrokenRow::new("row_unreadable", error))
                }
            };
            return Some(Row { line: number, values });
        }
        None
    })
}

/// The object on a line; nothing when the line is blank.
fn object(line: &[u8], number: u64) -> Option<Result<Map<String, Value>, BrokenRow>> {
    let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
    if line.trim_ascii().is_empty() {
        return None;
    }
    let text = match std::str::from_utf8(line) {
        Ok(text) => text,
        Err(error) => return Some(Err(BrokenRow::new("row_not_utf8", error))),
    };
    Some(match serde_json::from_str(text) {
        Ok(Value::Object(values)) => Ok(values),
        Ok(_) => Err(BrokenRow::new("row_not_an_object", "a row is one JSON object")),
        Err(error) => Err(BrokenRow::new("row_broken_json", error)),
    })
}
