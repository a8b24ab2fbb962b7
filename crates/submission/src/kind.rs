//! The kinds of fields, their limits, and whether one value fits.

use crate::is_country;
use jiff::civil::Date;
use kapok_base::{Decimal, Localized, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The stored value.
    pub key: String,
    /// What people read.
    pub label: Localized,
}

/// What a field asks for, with its limits. Most characters are counted one by one; fewest by what
/// they are worth ([`crate::weight`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Kind {
    /// One line.
    ShortText {
        /// Most characters.
        max_characters: u32,
    },
    /// Several lines.
    LongText {
        /// Fewest characters, asked for at sealing only.
        #[serde(default)]
        min_characters: u32,
        /// Most characters.
        max_characters: u32,
    },
    /// A number.
    Number {
        /// Smallest.
        #[serde(default)]
        min: Option<Decimal>,
        /// Largest.
        #[serde(default)]
        max: Option<Decimal>,
        /// Most digits after the point.
        #[serde(default)]
        decimals: u32,
    },
    /// One of several options.
    Choice {
        /// The options, in order.
        options: Vec<Choice>,
    },
    /// Any number of several options.
    Choices {
        /// The options, in order.
        options: Vec<Choice>,
        /// Most that may be chosen; all when absent.
        #[serde(default)]
        max_chosen: Option<u32>,
    },
    /// A day: `2026-11-30`.
    Date {},
    /// A web address.
    Url {},
    /// A mail address.
    Email {},
    /// Yes or no.
    YesNo {},
    /// A country's code.
    Country {},
    /// Goals of sustainable development, 1 to 17.
    Sdgs {},
}

/// Most characters any text field may allow.
const MOST_CHARACTERS: u32 = 100_000;
/// Most characters of a mail or web address.
const MOST_ADDRESS: usize = 2_000;
/// Numbers stay where binary floating point is exact to the unit.
const LARGEST: i64 = 999_999_999_999_999;

impl Kind {
    /// Whether the limits themselves make sense.
    ///
    /// # Errors
    /// `field_limits_invalid`, or a refusal of the options; pointers are relative to the field.
    pub fn check(&self) -> Result<(), Refusal> {
        let limits = |sound: bool| match sound {
            true => Ok(()),
            false => Err(Refusal::invalid("field_limits_invalid").at("/kind")),
        };
        match self {
            Self::ShortText { max_characters } => limits((1..=1_000).contains(max_characters)),
            Self::LongText { min_characters, max_characters } => {
                limits((1..=MOST_CHARACTERS).contains(max_characters) && min_characters <= max_characters)
            }
            Self::Number { min, max, decimals } => {
                let ordered = min.zip(*max).is_none_or(|(min, max)| min <= max);
                limits(ordered && *decimals <= 6)
            }
            Self::Choice { options } => check_options(options),
            Self::Choices { options, max_chosen } => {
                check_options(options)?;
                limits(max_chosen.is_none_or(|max| max > 0))
            }
            Self::Date {}
            | Self::Url {}
            | Self::Email {}
            | Self::YesNo {}
            | Self::Country {}
            | Self::Sdgs {} => Ok(()),
        }
    }

    /// The given value as it is kept (line ends made `\n`, sets in order), or why it does not fit.
    ///
    /// # Errors
    /// One refusal without a pointer.
    pub fn accept(&self, given: &Value) -> Result<Value, Refusal> {
        match self {
            Self::ShortText { max_characters } => {
                let text = text_of(given)?;
                if text.contains('\n') {
                    return Err(Refusal::invalid("answer_has_line_breaks"));
                }
                within(text, *max_characters as usize).map(Value::String)
            }
            Self::LongText { max_characters, .. } => {
                within(text_of(given)?, *max_characters as usize).map(Value::String)
            }
            Self::Number { min, max, decimals } => number(given, *min, *max, *decimals),
            Self::Choice { options } => {
                let key = given.as_str().ok_or_else(wrong_type)?;
                offered(options, key).map(Value::from)
            }
            Self::Choices { options, max_chosen } => choices(given, options, *max_chosen),
            Self::Date {} => {
                let text = given.as_str().ok_or_else(wrong_type)?;
                let day: Date = text.parse().map_err(|_| Refusal::invalid("answer_not_a_date"))?;
                Ok(day.to_string().into())
            }
            Self::Url {} => {
                let text = within(text_of(given)?, MOST_ADDRESS)?;
                if is_web_address(&text) {
                    Ok(text.into())
                } else {
                    Err(Refusal::invalid("answer_not_a_url"))
                }
            }
            Self::Email {} => {
                let text = within(text_of(given)?, MOST_ADDRESS)?;
                if is_mail_address(&text) {
                    Ok(text.into())
                } else {
                    Err(Refusal::invalid("answer_not_an_email"))
                }
            }
            Self::YesNo {} => given.as_bool().map(Value::Bool).ok_or_else(wrong_type),
            Self::Country {} => {
                let code = given.as_str().ok_or_else(wrong_type)?.to_ascii_uppercase();
                if is_country(&code) {
                    Ok(code.into())
                } else {
                    Err(Refusal::invalid("answer_not_a_country"))
                }
            }
            Self::Sdgs {} => goals(given),
        }
    }

    /// Most characters, where there is such a limit.
    #[must_use]
    pub fn max_characters(&self) -> Option<u32> {
        match self {
            Self::ShortText { max_characters } | Self::LongText { max_characters, .. } => {
                Some(*max_characters)
            }
            _ => None,
        }
    }

    /// Fewest characters at sealing.
    #[must_use]
    pub fn min_characters(&self) -> u32 {
        if let Self::LongText { min_characters, .. } = self { *min_characters } else { 0 }
    }
}

fn wrong_type() -> Refusal {
    Refusal::invalid("answer_wrong_type")
}

fn check_options(options: &[Choice]) -> Result<(), Refusal> {
    if options.is_empty() || options.len() > 500 {
        return Err(Refusal::invalid("options_count_invalid").at("/kind/options"));
    }
    for (at, option) in options.iter().enumerate() {
        let pointer = format!("/kind/options/{at}/key");
        if !crate::form::is_key(&option.key) {
            return Err(Refusal::invalid("key_invalid").at(pointer));
        }
        if options[..at].iter().any(|o| o.key == option.key) {
            return Err(Refusal::invalid("key_taken").at(pointer).with("key", option.key.as_str()));
        }
    }
    Ok(())
}

/// A text with browsers' line ends made plain; control characters are refused.
fn text_of(given: &Value) -> Result<String, Refusal> {
    let text = given.as_str().ok_or_else(wrong_type)?.replace("\r\n", "\n").replace('\r', "\n");
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Refusal::invalid("answer_has_control_characters"));
    }
    Ok(text)
}

fn within(text: String, max: usize) -> Result<String, Refusal> {
    let length = text.chars().count();
    if length > max {
        return Err(Refusal::invalid("answer_too_long").with("max", max).with("length", length));
    }
    Ok(text)
}

fn number(
    given: &Value,
    min: Option<Decimal>,
    max: Option<Decimal>,
    decimals: u32,
) -> Result<Value, Refusal> {
    let Value::Number(number) = given else { return Err(wrong_type()) };
    let text = number.to_string();
    let exact = text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(&text));
    let value = exact.map_err(|_| Refusal::invalid("answer_number_too_large"))?.normalize();
    let (lowest, highest) = (Decimal::from(-LARGEST), Decimal::from(LARGEST));
    let min = min.unwrap_or(lowest).max(lowest);
    let max = max.unwrap_or(highest).min(highest);
    if value < min {
        return Err(Refusal::invalid("answer_too_small").with("min", min.to_string()));
    }
    if value > max {
        return Err(Refusal::invalid("answer_too_large").with("max", max.to_string()));
    }
    if value.scale() > decimals {
        return Err(Refusal::invalid("answer_too_precise").with("decimals", i64::from(decimals)));
    }
    Ok(given.clone())
}

fn offered(options: &[Choice], key: &str) -> Result<String, Refusal> {
    if options.iter().any(|option| option.key == key) {
        return Ok(key.to_owned());
    }
    Err(Refusal::invalid("answer_not_offered"))
}

fn choices(given: &Value, options: &[Choice], max_chosen: Option<u32>) -> Result<Value, Refusal> {
    let given = given.as_array().ok_or_else(wrong_type)?;
    let mut chosen = Vec::new();
    for key in given {
        chosen.push(offered(options, key.as_str().ok_or_else(wrong_type)?)?);
    }
    // Kept in the order of the form and once each, so that the same choice always has the same bytes.
    let kept: Vec<String> =
        options.iter().filter(|o| chosen.contains(&o.key)).map(|o| o.key.clone()).collect();
    match max_chosen {
        Some(max) if kept.len() > max as usize => {
            Err(Refusal::invalid("answer_too_many").with("max", i64::from(max)))
        }
        _ => Ok(kept.into()),
    }
}

fn goals(given: &Value) -> Result<Value, Refusal> {
    let given = given.as_array().ok_or_else(wrong_type)?;
    let mut kept = Vec::new();
    for goal in given {
        let goal = goal.as_u64().ok_or_else(wrong_type)?;
        if !(1..=17).contains(&goal) {
            return Err(Refusal::invalid("answer_not_a_goal"));
        }
        kept.push(goal);
    }
    kept.sort_unstable();
    kept.dedup();
    Ok(kept.into())
}

fn is_web_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = !text.chars().any(|c| c.is_whitespace() || matches!(c, '<' | '>' | '"'));
    plain && !host.is_empty() && !host.starts_with(['.', ':']) && !host.contains('@')
}

fn is_mail_address(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let plain = !text.chars().any(|c| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"'));
    let labels = host.split('.').all(|label| !label.is_empty());
    plain && !name.is_empty() && !name.contains('@') && labels && host.contains('.')
}

#[cfg(test)]
mod tests;
