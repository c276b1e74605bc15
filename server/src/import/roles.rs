//! Which roles a shift must have, as a cell says it: 公安1、卫健1人、社区.

use std::collections::BTreeMap;

use kakou_domain::places::RoleRequired;

use super::problem::Problem;
use super::rosters::MAX_REQUIRED;
use super::text::{half_width, key, shortened};

/// The roles of a cell. One without a number is one person.
///
/// # Errors
/// A role that no checklist has or that stands twice, or a number that makes no sense.
pub(super) fn read(
    text: &str,
    known: &BTreeMap<String, String>,
) -> Result<Vec<RoleRequired>, Problem> {
    let mut roles: Vec<RoleRequired> = Vec::new();
    let narrow = closed_up(&half_width(text));
    let parts = narrow.split(|c: char| c.is_whitespace() || "、,;，；".contains(c));
    for part in parts.filter(|part| !part.is_empty()) {
        let role = one(part, known)?;
        if roles.iter().any(|before| before.role == role.role) {
            let value = shortened(part);
            return Err(Problem::RepeatedRole { value });
        }
        roles.push(role);
    }
    // The order in a cell means nothing.
    roles.sort_by(|one, other| one.role.cmp(&other.role));
    Ok(roles)
}

/// Whether a shift has room for its roles.
///
/// # Errors
/// They are more people than the shift must have altogether.
pub(super) fn fit(roles: &[RoleRequired], required: u32) -> Result<(), Problem> {
    let sum = roles.iter().map(|role| role.required).sum();
    if sum > required {
        Err(Problem::MoreRolesThanRequired {
            roles: sum,
            required,
        })
    } else {
        Ok(())
    }
}

/// Without the space between a role and its number.
fn closed_up(text: &str) -> String {
    let mut closed = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            closed.truncate(closed.trim_end().len());
        }
        closed.push_str(word);
    }
    closed
}

fn one(part: &str, known: &BTreeMap<String, String>) -> Result<RoleRequired, Problem> {
    let digits = part.find(|c: char| c.is_ascii_digit());
    let (name, number) = part.split_at(digits.unwrap_or(part.len()));
    let name = key(name);
    let said = |word: &str| {
        let word = key(word);
        name == word || name == format!("{word}人员")
    };
    let role = known
        .iter()
        .find(|(code, label)| said(code) || said(label))
        .map(|(code, _)| code.clone())
        .ok_or_else(|| Problem::UnknownRole {
            value: shortened(part),
            known: known.values().cloned().collect(),
        })?;
    let number = number.trim_end_matches(['人', '名']);
    let required = if digits.is_none() {
        1
    } else {
        number.parse().map_err(|_| Problem::BadNumber {
            value: shortened(part),
        })?
    };
    if (1..=MAX_REQUIRED).contains(&required) {
        Ok(RoleRequired { role, required })
    } else {
        Err(Problem::OutOfRange {
            value: shortened(part),
            least: 1,
            most: MAX_REQUIRED,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> BTreeMap<String, String> {
        let words = [
            ("police", "公安"),
            ("health", "卫健"),
            ("community", "社区"),
        ];
        words.map(|(code, name)| (code.into(), name.into())).into()
    }

    fn said(text: &str) -> Result<Vec<(String, u32)>, &'static str> {
        let roles = read(text, &known()).map_err(|problem| problem.code())?;
        Ok(roles
            .into_iter()
            .map(|one| (one.role, one.required))
            .collect())
    }

    #[test]
    fn roles_are_read_as_people_write_them() {
        let expected = [("community", 1), ("health", 2), ("police", 1)];
        let expected = expected.map(|(role, n)| (role.to_owned(), n)).to_vec();
        for text in [
            "公安1、卫健2、社区1",
            "公安 卫健2人 社区人员",
            "社区；卫健：2名，公安１",
            "police 1, health 2, community",
        ] {
            assert_eq!(said(text).as_ref(), Ok(&expected), "{text}");
        }
        assert_eq!(said(""), Ok(vec![]));
    }

    #[test]
    fn what_cannot_be_a_role_is_named() {
        assert_eq!(said("城管1"), Err("unknown-role"));
        assert_eq!(said("公安0"), Err("out-of-range"));
        assert_eq!(said("公安99999999999"), Err("bad-number"));
        assert_eq!(said("公安1 公安2"), Err("repeated-role"));
        assert_eq!(said("3"), Err("unknown-role"));
    }
}
