//! What a county knows already, and how a row's words lead to it.

use std::collections::{BTreeMap, HashMap};

use kakou_domain::places::{RosterSet, SiteDefined, UnitDefined};
use kakou_domain::{DivisionCode, Level, SiteId, SiteKind, UnitId, everyday_name};

use super::heading::Field;
use super::problem::Problem;
use super::record::Record;
use super::text::{half_width, key, name_key, shortened};

/// What a county knows already: files refer to it, and only what differs from it is new.
#[derive(Debug, Clone)]
pub struct Known {
    /// The county itself.
    pub county: DivisionCode,
    /// Official names.
    pub divisions: BTreeMap<DivisionCode, String>,
    /// The kinds of site of the published checklists with their Chinese names.
    pub kinds: BTreeMap<SiteKind, String>,
    /// The roles that their rosters can demand, with their Chinese names.
    pub roles: BTreeMap<String, String>,
    /// By id.
    pub units: BTreeMap<UnitId, UnitDefined>,
    /// By id.
    pub sites: BTreeMap<SiteId, SiteDefined>,
    /// By site.
    pub rosters: BTreeMap<SiteId, RosterSet>,
}

/// Finds divisions and kinds by what people write.
pub(super) struct Names<'k> {
    known: &'k Known,
    divisions: HashMap<String, Vec<&'k DivisionCode>>,
    kinds: HashMap<String, &'k SiteKind>,
}

impl<'k> Names<'k> {
    pub(super) fn new(known: &'k Known) -> Self {
        let mut divisions: HashMap<String, Vec<&DivisionCode>> = HashMap::new();
        for (code, official) in &known.divisions {
            let (official, said) = (name_key(official), name_key(&everyday_name(official)));
            if said != official {
                divisions.entry(said).or_default().push(code);
            }
            divisions.entry(official).or_default().push(code);
        }
        let mut kinds = HashMap::new();
        for (kind, name) in &known.kinds {
            // 小区/家属院 is meant by either of its two names.
            for name in name.split('/').chain([name.as_str(), kind.as_str()]) {
                kinds.entry(key(name)).or_insert(kind);
            }
        }
        Self {
            known,
            divisions,
            kinds,
        }
    }

    /// A kind of site by its code or its Chinese name.
    pub(super) fn kind(&self, text: &str) -> Result<SiteKind, Problem> {
        self.kinds
            .get(&key(text))
            .map(|kind| (*kind).clone())
            .ok_or_else(|| Problem::UnknownKind {
                value: shortened(text),
                known: self.known.kinds.values().cloned().collect(),
            })
    }

    /// Where a row's thing lies: by code or name in 行政区划, by 乡镇 and 村, or by both when they
    /// agree. `None` without an error is «the row does not say».
    pub(super) fn division_of(&self, record: &mut Record<'_, '_>) -> Option<DivisionCode> {
        let township = self.read(record, Field::Township, None, Some(Level::Township));
        let village = self.read(
            record,
            Field::Village,
            township.as_ref(),
            Some(Level::Village),
        );
        let named = village.or(township);
        let coded = self.read(record, Field::Division, named.as_ref(), None);
        match (coded, named) {
            (Some(coded), Some(named)) if !coded.touches(&named) => {
                let name = self.described(&named);
                record.fail(
                    Field::Division,
                    Problem::DivisionsDisagree { code: coded, name },
                );
                None
            }
            (coded, named) => coded
                .into_iter()
                .chain(named)
                .max_by_key(DivisionCode::level),
        }
    }

    /// The same where the row must say it. To be asked first of a row.
    pub(super) fn required_division_of(&self, record: &mut Record<'_, '_>) -> Option<DivisionCode> {
        let division = self.division_of(record);
        if division.is_none() && record.is_good() {
            record.missing(&[Field::Division, Field::Village, Field::Township]);
        }
        division
    }

    fn read(
        &self,
        record: &mut Record<'_, '_>,
        field: Field,
        within: Option<&DivisionCode>,
        level: Option<Level>,
    ) -> Option<DivisionCode> {
        let text = record.text(field)?;
        record.check(field, self.division(&text, within, level))
    }

    /// A division by its code, its official or its everyday name. A name is looked for within
    /// `within`, and at `level`, where these are given.
    fn division(
        &self,
        text: &str,
        within: Option<&DivisionCode>,
        level: Option<Level>,
    ) -> Result<DivisionCode, Problem> {
        let value = shortened(text);
        if half_width(text).starts_with(|c: char| c.is_ascii_digit()) {
            let code = code(text)?;
            return match self.known.divisions.contains_key(&code) {
                true => Ok(code),
                false if self.known.county.contains(&code) => {
                    Err(Problem::UnknownDivision { value })
                }
                false => Err(Problem::OutsideCounty {
                    division: code,
                    county: self.known.county.clone(),
                }),
            };
        }
        let named = self
            .divisions
            .get(&name_key(text))
            .map_or(&[][..], Vec::as_slice);
        let fits = |code: &&&DivisionCode| {
            within.is_none_or(|within| within.touches(code))
                && level.is_none_or(|level| level == code.level())
        };
        let candidates: Vec<&DivisionCode> = named.iter().filter(fits).copied().collect();
        match candidates.as_slice() {
            [] => Err(Problem::UnknownDivision { value }),
            [one] => Ok((*one).clone()),
            several => {
                let candidates = several.iter().map(|code| self.described(code)).collect();
                Err(Problem::AmbiguousDivision { value, candidates })
            }
        }
    }

    /// For a person: 菜园镇 程岗村 (410523101232).
    fn described(&self, code: &DivisionCode) -> String {
        let name = |code: &DivisionCode| {
            self.known
                .divisions
                .get(code)
                .map(|name| everyday_name(name))
        };
        let township = code.township().filter(|township| township != code);
        let names: Vec<String> = [township.as_ref().and_then(name), name(code)]
            .into_iter()
            .flatten()
            .collect();
        format!("{} ({code})", names.join(" "))
    }
}

/// A division's code. The national list writes townships and counties with twelve digits too,
/// zeros at the end: 410523100000 is township 410523100.
pub(super) fn code(text: &str) -> Result<DivisionCode, Problem> {
    let digits = half_width(text);
    let digits = digits.trim();
    if digits.contains(['e', 'E']) && digits.parse::<f64>().is_ok() {
        return Err(Problem::LostDigits {
            value: shortened(text),
        });
    }
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    let significant = match digits.len() {
        12 if digits.ends_with("000000") => digits.get(..6),
        12 if digits.ends_with("000") => digits.get(..9),
        _ => Some(digits),
    };
    DivisionCode::new(significant.unwrap_or(digits)).map_err(|_| Problem::BadDivisionCode {
        value: shortened(text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_in_every_form_that_spreadsheets_give_it() {
        for (written, code_of_it) in [
            ("410523100200", "410523100200"),
            ("410523100200.0", "410523100200"),
            ("４１０５２３１００２００", "410523100200"),
            ("410523100000", "410523100"),
            ("410523000000", "410523"),
        ] {
            assert_eq!(code(written).unwrap().as_str(), code_of_it);
        }
        assert_eq!(code("4.10523E+11").unwrap_err().code(), "lost-digits");
        assert_eq!(code("4105231002").unwrap_err().code(), "bad-division-code");
    }
}
