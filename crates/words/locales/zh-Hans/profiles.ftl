# 评委的自我介绍、系统发现的利益关系，以及分配方案如何使用这些信息。

## 评委资料

judge-profile = 评委资料
judge-profile-help = 组织者据此安排谁评审哪些材料，并能看到这些内容；申报者和公众看不到。您的居住地和任职经历用于避开您不宜评审的项目。
judge-profile-capacity = 您最多能评审的项目数
judge-profile-capacity-help = 指一轮之内。留空则与其他评委相同。
judge-profile-capacity-short = 可承担
judge-profile-languages = 您能阅读的语言
judge-profile-languages-help = 须足以评审申报材料。如一项都不勾选，则以您使用 Kapok 的语言为准。
judge-profile-themes = 您熟悉的领域
judge-profile-themes-help = 您将主要评审这些主题的材料。
judge-profile-countries = 您的居住地和国籍
judge-profile-countries-help = 至少填写一个。
judge-profile-country = 国家或地区 { $count }
judge-profile-employers = 您现在和曾经任职的单位
judge-profile-employers-help = 每行一个：城市、机构、企业，请用其自身的写法。
judge-profile-undertaking = 我对申报材料和分数保密，仅依据评分标准评审；一旦得知与某项目存在关系，立即申报。
judge-profile-sign = 签署并保存
judge-profile-saved = 谢谢。您的资料已保存，承诺已签署。
judge-profile-missing = 开始之前：请说明您能承担多少、能阅读哪些语言、熟悉哪些领域，并签署承诺。
judge-profile-give = 填写资料
judge-profile-none = 尚未填写资料
judge-profile-takes = 最多 { $count } 个项目
judge-profile-signed = { $day } 签署
refusal-profile-invalid = 资料未能保存；每处均说明了原因。
refusal-profile-unsigned = 请作出承诺；承诺是资料的一部分。
refusal-profile-too-long = 最多可列 { $most } 项。
refusal-capacity-zero = 至少评审一个项目，或者留空。
refusal-language-unknown = 这不是语言标签，例如 en 或 zh-Hans。
refusal-theme-unknown = 没有这个主题。
refusal-country-unknown = 没有使用此代码的国家或地区。
refusal-country-missing = 请填写您居住的国家或地区。

## 系统发现的利益关系

judge-found = 发现的利益关系
judge-found-what = 发现的情况
judge-found-help = 根据评委资料和申报材料发现。红色：排除，不能把该项目分配给这位评委。琥珀色：申报时会询问评委，分配方案优先考虑其他评委。
judge-found-country = 同一国家或地区
judge-found-entity = 在该主体任职
judge-found-email-domain = 邮箱域名相同
judge-found-named = 材料中提到此人
judge-found-earlier = 曾评审该主体或代其申报
judge-found-mine-country = 我居住在该国家或地区，或为其公民。
judge-found-mine-entity = 我在该主体任职或曾任职，或代表该主体。
judge-found-mine-email-domain = 项目方有人与我使用相同的邮箱域名。
judge-found-mine-named = 申报材料中提到了我。
judge-found-mine-earlier = 我曾在其他届次评审该主体，或代其申报。
judge-found-proposes = 系统发现了上述情况，建议您回避。如不构成利益关系，请取消标记。
judge-found-excludes-you = 本轮规则规定您不得评审该项目。如有需要，请补充理由。
judge-found-look-for = 要查找的利益关系
judge-found-look-for-help = 提示：告知组织者和评委，由评委决定，分配方案优先考虑其他评委。排除：不能把该项目分配给这位评委。公共邮箱服务商的域名一律不算相同域名。
judge-weight-off = 不查找
judge-weight-warn = 提示
judge-weight-exclude = 排除
refusal-judge-in-conflict = { $ground ->
    [declared] 这位评委已对此项目回避。
    [country] 本轮规则排除这位评委：与项目属同一国家或地区。
    [entity] 本轮规则排除这位评委：在该主体任职或曾任职，或代表该主体。
    [email_domain] 本轮规则排除这位评委：与项目方某人的邮箱域名相同。
    [named] 本轮规则排除这位评委：申报材料中提到此人。
   *[other] 本轮规则排除这位评委：曾评审该主体或代其申报。
}
refusal-tie-undeclared = 本轮规则规定您不得评审该项目；请把它列入申报。

## 方案的依据

judge-plan-basis = { $judges } 位评委中有 { $profiles } 位填写了资料，方案采用其语言、领域、国家和上限。{ $themed ->
    [0] 未比较主题。
   *[other] 已比较 { $themed } 个项目的主题。
}{ $excluded ->
    [0] 没有因发现的利益关系而排除的配对，
   *[other] 因发现的利益关系排除 { $excluded } 对，
}{ $warned ->
    [0] 也没有减半计算的配对。
   *[other] 另有 { $warned } 对减半计算。
}
