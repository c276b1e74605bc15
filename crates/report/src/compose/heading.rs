//! Whose paper it is: what people gave, what the round says, and blanks for the rest.

use super::asked::BulletinAsked;
use super::matter::Matter;
use crate::bulletin::{
    BriefHead, BulletinForm, Imprint, Letterhead, OfficialHead, Signature, literal, slot,
};

/// 关于村卡口疫情防控督查情况的通报
pub(super) fn title(matter: &Matter, asked: &BulletinAsked) -> String {
    match asked.heading.title.trim() {
        "" if asked.supplements.is_some() => {
            format!("关于{}情况的补充通报", literal(&matter.subject))
        }
        "" => format!("关于{}情况的通报", literal(&matter.subject)),
        given => given.to_owned(),
    }
}

pub(super) fn letterhead(matter: &Matter, asked: &BulletinAsked) -> Letterhead {
    let heading = &asked.heading;
    let date = heading.date.unwrap_or(matter.as_of.date_naive());
    let leading = matter.organisers.first().map(|body| literal(body));
    let leading = || leading.clone().unwrap_or_else(|| slot("发文机关"));
    let given = |text: &str, usual: String| match text.trim() {
        "" => usual,
        text => text.to_owned(),
    };
    match asked.form {
        BulletinForm::Official => Letterhead::Official(OfficialHead {
            mark: given(&heading.mark, format!("{}文件", leading())),
            number: given(&heading.number, slot("发文字号")),
            signature: Signature {
                bodies: match matter.organisers.is_empty() {
                    true => vec![leading()],
                    false => matter.organisers.iter().map(|body| literal(body)).collect(),
                },
                date,
                seal: heading.seal(),
            },
            imprint: Imprint {
                copies_to: heading.copies_to.clone(),
                issuer: given(&heading.issuer, leading()),
                issued_on: date,
            },
        }),
        BulletinForm::Brief => Letterhead::Brief(BriefHead {
            name: given(&heading.mark, "督查简报".to_owned()),
            issue: given(&heading.number, slot("期号")),
            editor: given(&heading.issuer, leading()),
            date,
            circulation: heading.circulation.clone(),
        }),
    }
}
