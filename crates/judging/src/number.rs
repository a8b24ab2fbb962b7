//! Exact decimals in JSON: read from a number or a string, written as a string.

use kapok_base::Decimal;
use serde::{Deserialize, Deserializer, Serializer, de};
use std::fmt;

struct Visitor;

impl de::Visitor<'_> for Visitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number")
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
        Decimal::from_str_exact(text.trim()).map_err(|_| E::custom(format!("not a decimal number: {text}")))
    }
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Decimal, E> {
        Ok(Decimal::from(number))
    }
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Decimal, E> {
        Ok(Decimal::from(number))
    }
    // A JSON number such as 7.5 arrives as the nearest double; its shortest writing is what was meant.
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Decimal, E> {
        self.visit_str(&number.to_string())
    }
}

/// Writes a decimal as a string, so that no reader rounds it.
pub(crate) fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// Reads a decimal.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    deserializer.deserialize_any(Visitor)
}

/// The same where the number may be absent.
pub(crate) mod optional {
    use super::{Decimal, Deserialize, Deserializer, Serializer};

    #[derive(Deserialize)]
    struct Wrapped(#[serde(with = "super")] Decimal);

    pub(crate) fn serialize<S: Serializer>(
        value: &Option<Decimal>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.collect_str(value),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal>, D::Error> {
        Ok(Option::<Wrapped>::deserialize(deserializer)?.map(|w| w.0))
    }
}
