//! Amounts of money as an officer writes them: in the currency of the country.

use crate::numbers::{figure, hundredths};
use crate::places::{Place, Tongue};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A country's currency.
struct Currency {
    /// Units to a US dollar.
    rate: f64,
    /// How an amount in it is written in Chinese, Spanish, French: its name, many of it; empty where nobody needs it. In English,
    /// the mark that stands before an amount.
    english: &'static str,
    chinese: &'static str,
    spanish: &'static str,
    french: &'static str,
}

/// What is counted in where a country's own currency has no name in a language.
static DOLLAR: Currency =
    Currency { rate: 1.0, english: "USD ", chinese: "美元", spanish: "dólares", french: "dollars" };

static CURRENCIES: LazyLock<BTreeMap<&str, Currency>> =
    LazyLock::new(|| include_str!("../facts/currencies.tsv").lines().filter_map(read).collect());

fn read(line: &'static str) -> Option<(&'static str, Currency)> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [country, english, rate, spanish, french, chinese] = fields.as_slice() else { return None };
    Some((country, Currency { rate: rate.parse().ok()?, english, chinese, spanish, french }))
}

impl Currency {
    fn name(&self, tongue: Tongue) -> &'static str {
        match tongue {
            Tongue::En => self.english,
            Tongue::Zh => self.chinese,
            Tongue::Es => self.spanish,
            Tongue::Fr => self.french,
        }
    }
}

/// So many millions of US dollars in the currency of a place, to two digits, sums of daily life to the cent; in US dollars where
/// its currency is not known in that language.
pub(crate) fn amount(millions: f64, place: &Place, tongue: Tongue) -> String {
    let own = CURRENCIES.get(place.country.as_str()).filter(|currency| !currency.name(tongue).is_empty());
    let currency = own.unwrap_or(&DOLLAR);
    let name = currency.name(tongue);
    let amount = to_two_digits(millions * 1e6 * currency.rate);
    match tongue {
        Tongue::En => in_english(amount, name),
        Tongue::Zh => format!("{}{name}", counted(amount, Tongue::Zh)),
        Tongue::Es => in_spanish(amount, name),
        Tongue::Fr => in_french(amount, name),
    }
}

fn in_english(amount: f64, mark: &str) -> String {
    let (count, unit) = match amount {
        ..1e6 => return format!("{mark}{}", counted(amount, Tongue::En)),
        ..1e9 => (amount / 1e6, "million"),
        _ => (amount / 1e9, "billion"),
    };
    format!("{mark}{} {unit}", figure(count, Tongue::En))
}

/// Spanish has no word of its own for a thousand millions that an officer would use.
fn in_spanish(amount: f64, name: &str) -> String {
    if amount < 1e6 {
        return format!("{} {name}", counted(amount, Tongue::Es));
    }
    let count = figure(amount / 1e6, Tongue::Es);
    let unit = if count == "1" { "millón" } else { "millones" };
    format!("{count} {unit} de {name}")
}

/// The plural begins with two; `de` is elided before a vowel.
fn in_french(amount: f64, name: &str) -> String {
    let (count, unit) = match amount {
        ..1e6 => return format!("{} {name}", counted(amount, Tongue::Fr)),
        ..1e9 => (amount / 1e6, "million"),
        _ => (amount / 1e9, "milliard"),
    };
    let many = if count < 2.0 { "" } else { "s" };
    let of = if name.starts_with(['a', 'e', 'o']) { "d\u{2019}" } else { "de " };
    format!("{} {unit}{many} {of}{name}", figure(count, Tongue::Fr))
}

fn to_two_digits(amount: f64) -> f64 {
    let step = 10f64.powf(amount.max(0.01).log10().floor() - 1.0);
    (amount / step).round() * step
}

/// A sum below a million.
fn counted(amount: f64, tongue: Tongue) -> String {
    if amount < 10.0 { hundredths(amount, tongue) } else { figure(amount, tongue) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::places::{PLACES, place};

    #[test]
    fn money_is_counted_in_the_currency_of_the_country() {
        for (millions, city, tongue, said) in [
            (4.2, "Vienna", Tongue::En, "€3.8 million"),
            (0.42, "Vienna", Tongue::En, "€380,000"),
            (4.2e-5, "Vienna", Tongue::En, "€38"),
            (1.6e-6, "Vienna", Tongue::En, "€1.40"),
            (0.6e-6, "Lille", Tongue::Fr, "0,54 euros"),
            (4.2e-5, "Shenzhen", Tongue::Zh, "280元"),
            (4.2, "Bandung", Tongue::En, "IDR 56 billion"),
            (4.2, "Shenzhen", Tongue::Zh, "2800万元"),
            (4.2, "Shenzhen", Tongue::En, "RMB 28 million"),
            (4.2, "Medellín", Tongue::Es, "12.000 millones de pesos"),
            (4.2, "Quito", Tongue::Es, "4,2 millones de dólares"),
            (1.1, "Lille", Tongue::Fr, "990\u{202f}000 euros"),
            (1.3, "Lille", Tongue::Fr, "1,2 million d\u{2019}euros"),
            (4.2, "Dakar", Tongue::Fr, "2,4 milliards de francs CFA"),
            (2.1, "Dakar", Tongue::Fr, "1,2 milliard de francs CFA"),
            (128.4, "Vienna", Tongue::Zh, "1.3亿美元"),
            (0.64, "Vienna", Tongue::Zh, "64万美元"),
            (1.04, "Vienna", Tongue::Es, "1 millón de dólares"),
            (4.23, "Vienna", Tongue::Fr, "4,2 millions de dollars"),
        ] {
            assert_eq!(amount(millions, place(city).unwrap(), tongue), said);
        }
    }

    #[test]
    fn every_country_that_writes_its_own_currency_has_its_name() {
        for place in PLACES.iter() {
            let Some(currency) = CURRENCIES.get(place.country.as_str()) else { continue };
            assert!(!currency.name(place.writes).is_empty(), "{}", place.name);
        }
    }
}
