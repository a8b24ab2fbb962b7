//! Amounts of money as an officer writes them: in the currency of the country.

use crate::numbers::{dollars, figure, in_wan, whole};
use crate::places::{Place, Tongue};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A country's currency.
struct Currency {
    /// What stands before an amount in English.
    mark: &'static str,
    /// Units to a US dollar.
    rate: f64,
    /// Its name in Spanish, many of it.
    spanish: &'static str,
    /// Its name in French, many of it.
    french: &'static str,
}

static CURRENCIES: LazyLock<BTreeMap<&str, Currency>> =
    LazyLock::new(|| include_str!("../facts/currencies.tsv").lines().filter_map(read).collect());

fn read(line: &'static str) -> Option<(&'static str, Currency)> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [country, mark, rate, spanish, french] = fields.as_slice() else { return None };
    Some((country, Currency { mark, rate: rate.parse().ok()?, spanish, french }))
}

/// So many millions of US dollars in the currency of a place, to two digits; in US dollars where its currency is not known in
/// that language.
pub(crate) fn amount(millions: f64, place: &Place, tongue: Tongue) -> String {
    let currency = CURRENCIES.get(place.country.as_str());
    let said =
        currency.and_then(|currency| said(round(millions * 1e6 * currency.rate), currency, place, tongue));
    said.unwrap_or_else(|| dollars(millions, tongue))
}

fn said(amount: f64, currency: &Currency, place: &Place, tongue: Tongue) -> Option<String> {
    let (count, unit) = match (tongue, amount) {
        (Tongue::Zh, _) => return in_chinese(amount, &place.country),
        (_, 0.0..1e6) => (amount, ["", "", ""]),
        (Tongue::Es, _) | (_, 1e6..1e9) => (amount / 1e6, [" million", " millones de", " millions de"]),
        _ => (amount / 1e9, [" billion", "", " milliards de"]),
    };
    let count_said = figure(count, tongue);
    let one = count < 2.0 && !unit[2].is_empty();
    match tongue {
        Tongue::Zh => None,
        Tongue::En => Some(format!("{}{count_said}{}", currency.mark, unit[0])),
        Tongue::Es if currency.spanish.is_empty() => None,
        Tongue::Es => {
            let unit = if count_said == "1" { " millón de" } else { unit[1] };
            Some(format!("{count_said}{unit} {}", currency.spanish))
        }
        Tongue::Fr if currency.french.is_empty() => None,
        Tongue::Fr => {
            let unit = if one {
                unit[2].replace("ons de", "on de").replace("ards de", "ard de")
            } else {
                unit[2].to_owned()
            };
            let said = format!("{count_said}{unit} {}", currency.french);
            Some(
                said.replace(" de euros", " d\u{2019}euros")
                    .replace(" de ariary", " d\u{2019}ariary")
                    .replace(" de ouguiyas", " d\u{2019}ouguiyas"),
            )
        }
    }
}

fn in_chinese(amount: f64, country: &str) -> Option<String> {
    let count = in_wan(whole(amount));
    match country {
        "CN" => Some(format!("{count}元")),
        "TW" => Some(format!("新台币{count}元")),
        "HK" => Some(format!("{count}港元")),
        "MO" => Some(format!("{count}澳门元")),
        _ => None,
    }
}

/// To two digits.
fn round(amount: f64) -> f64 {
    let step = 10f64.powf(amount.max(1.0).log10().floor() - 1.0);
    (amount / step).round() * step
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
            (4.2, "Bandung", Tongue::En, "IDR 56 billion"),
            (4.2, "Shenzhen", Tongue::Zh, "2800万元"),
            (4.2, "Shenzhen", Tongue::En, "RMB 28 million"),
            (4.2, "Medellín", Tongue::Es, "12.000 millones de pesos"),
            (4.2, "Quito", Tongue::Es, "4,2 millones de dólares"),
            (1.1, "Lille", Tongue::Fr, "990\u{202f}000 euros"),
            (1.3, "Lille", Tongue::Fr, "1,2 million d\u{2019}euros"),
            (4.2, "Dakar", Tongue::Fr, "2,4 milliards de francs CFA"),
        ] {
            assert_eq!(amount(millions, place(city).unwrap(), tongue), said);
        }
    }

    #[test]
    fn every_country_that_writes_its_own_currency_has_its_name() {
        for place in PLACES.iter() {
            let Some(currency) = CURRENCIES.get(place.country.as_str()) else { continue };
            let named = match place.writes {
                Tongue::Es => !currency.spanish.is_empty(),
                Tongue::Fr => !currency.french.is_empty(),
                Tongue::En | Tongue::Zh => true,
            };
            assert!(named, "{}", place.name);
        }
    }
}
