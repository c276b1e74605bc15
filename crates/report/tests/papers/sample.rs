//! A bulletin as the first report is one, in both forms.

use chrono::NaiveDate;
use kakou_report::bulletin::{
    Annex, Block, BriefHead, BulletinDocument, Circulation, Column, HeadingLevel, Imprint,
    Letterhead, OfficialHead, Seal, Signature, Table, slot,
};

const BODIES: [&str; 4] = ["县纪委监委", "县委宣传部", "县公安局", "县卫生健康委员会"];

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn issued_on() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 2, 17).unwrap()
}

/// 公文式, signed by so many bodies.
pub(crate) fn official(bodies: usize, seal: Seal) -> BulletinDocument {
    let head = OfficialHead {
        mark: "汤阴县疫情防控指挥部文件".to_owned(),
        number: "汤疫防指〔2020〕3号".to_owned(),
        signature: Signature {
            bodies: owned(&BODIES[..bodies]),
            date: issued_on(),
            seal,
        },
        imprint: Imprint {
            copies_to: owned(&[
                "市疫情防控指挥部",
                "县委办公室",
                "县人大常委会办公室",
                "县政府办公室",
                "县政协办公室",
            ]),
            issuer: "汤阴县疫情防控指挥部办公室".to_owned(),
            issued_on: issued_on(),
        },
    };
    document(
        Letterhead::Official(head),
        &["各乡镇党委、政府", "县直各单位"],
    )
}

/// 简报式
pub(crate) fn brief() -> BulletinDocument {
    let head = BriefHead {
        name: "督查简报".to_owned(),
        issue: "3".to_owned(),
        editor: "县疫情防控指挥部督导组".to_owned(),
        date: issued_on(),
        circulation: Circulation {
            above: owned(&["市纪委监委", "县委书记", "县长"]),
            beside: owned(&["县人大常委会", "县政协", "县疫情防控指挥部各成员单位"]),
            below: owned(&["各乡镇党委、政府", "县直各单位"]),
            copies: Some(60),
        },
    };
    document(Letterhead::Brief(head), &[])
}

fn document(letterhead: Letterhead, addressees: &[&str]) -> BulletinDocument {
    BulletinDocument {
        letterhead,
        title: "关于十个乡镇村卡口疫情防控工作落实情况督查结果的通报".to_owned(),
        addressees: owned(addressees),
        body: body(),
        annexes: vec![findings(), units()],
    }
}

fn body() -> Vec<Block> {
    use HeadingLevel::{First, Second, Third};
    let item = |text: &str, fact: &str| Block::heading(Third, text).from_facts([fact]);
    vec![
        Block::paragraph(
            "2020年2月13日至17日，县纪委监委对城关镇、菜园镇、任固镇、五陵镇、宜沟镇、白营镇、\
             伏道镇、韩庄镇、古贤镇、瓦岗乡等10个乡镇的村卡口疫情防控工作进行了实地暗访，发现8个\
             点位存在问题10个，查处问题8起10人。现将有关情况通报如下：",
        )
        .from_facts(["visit-1", "visit-2"]),
        Block::heading(First, "存在问题"),
        Block::heading(Second, "值班值守不到位"),
        item("任固镇綦逐村卡点。村口卡点无人值守。", "visit-1"),
        item(
            "白营镇白营村卡点。卡点当日值班人员应为三人，实际只有两人在岗；卡点防控措施不到位，仅\
             摆放几张桌子作为简易路障，存在管控漏洞。",
            "visit-2",
        ),
        item(
            "菜园镇程岗村卡点。卡点当日值班人员应为两人，实际只有一人在岗。",
            "visit-3",
        ),
        item(
            "白营镇政府。有人值班，但两次现场拨打值班电话均无人接听。",
            "visit-8",
        ),
        Block::heading(Second, "登记测温不规范"),
        item(
            "韩庄镇庵上村、曹庄村卡点。《防疫防控出入登记表》登记信息不完善。",
            "visit-4",
        ),
        item(
            "宜沟镇高耳庄村卡点。卡点多人聚集签名，共用一支笔进行登记，存在交叉感染隐患。",
            "visit-6",
        ),
        item(
            "城关镇政府。夜间对出入机关人员把控不严，无人进行登记和体温测量。",
            "visit-7",
        ),
        Block::heading(First, "处理情况"),
        Block::paragraph(format!(
            "给予綦逐村党支部委员{}、村委委员{}党内严重警告处分，给予村党支部书记{}、包村干部{}党内\
             警告处分；对任固镇主任科员{}进行诫勉谈话；责令任固镇党委作出书面检查。",
            slot("person.1"),
            slot("person.2"),
            slot("person.3"),
            slot("person.4"),
            slot("person.5"),
        )),
        Block::paragraph(
            "对白营村村委会主任、程岗村党支部委员、庵上村党支部书记、曹庄村党支部书记、高耳庄村村\
             委会主任进行提醒谈话，并责令其中2人作出书面检查；对城关镇、白营镇予以通报批评。",
        ),
        Block::heading(First, "工作要求"),
        Block::paragraph(
            "各乡镇、各单位要引以为戒、举一反三，严格落实“外防输入、内防扩散”要求，逐卡点对照检查，\
             对存在问题立查立改，并于2月20日前将整改情况报县疫情防控指挥部。",
        ),
    ]
}

fn findings() -> Annex {
    let rows = [
        [
            "1",
            "任固镇",
            "綦逐村卡点",
            "村口卡点无人值守。",
            "给予4人党纪处分、诫勉谈话1人",
        ],
        [
            "2",
            "白营镇",
            "白营村卡点",
            "卡点当日值班人员应为三人，实际只有两人在岗。",
            "提醒谈话1人",
        ],
        [
            "3",
            "菜园镇",
            "程岗村卡点",
            "卡点当日值班人员应为两人，实际只有一人在岗。",
            "提醒谈话1人",
        ],
        [
            "4",
            "韩庄镇",
            "庵上村卡点",
            "《防疫防控出入登记表》登记信息不完善。",
            "提醒谈话1人",
        ],
        [
            "5",
            "韩庄镇",
            "曹庄村卡点",
            "《防疫防控出入登记表》登记信息不完善。",
            "提醒谈话1人",
        ],
        [
            "6",
            "宜沟镇",
            "高耳庄村卡点",
            "多人聚集签名，共用一支笔进行登记。",
            "提醒谈话1人",
        ],
    ];
    Annex {
        title: "村卡口疫情防控督查发现问题清单".to_owned(),
        table: Table {
            columns: vec![
                Column::new("序号", 2),
                Column::new("乡镇", 3),
                Column::new("点位", 4),
                Column::new("问题", 8),
                Column::new("处理情况", 5),
            ],
            rows: rows.iter().map(|row| owned(row)).collect(),
        },
    }
}

/// Longer than a page.
fn units() -> Annex {
    let rows = (1..=45).map(|n| vec![n.to_string(), format!("第{n}村卡点"), String::new()]);
    Annex {
        title: "规范点位名单".to_owned(),
        table: Table {
            columns: vec![
                Column::new("序号", 1),
                Column::new("点位", 3),
                Column::new("备注", 3),
            ],
            rows: rows.collect(),
        },
    }
}
