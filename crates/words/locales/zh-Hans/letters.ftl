# 组织者所写的信件、材料的往来信件、当面转交的链接。

## 拒绝

refusal-letter-invalid = 信件现在还不能发出，各处已注明原因。
refusal-letter-language-missing = 主题和正文的语言必须一致：此处缺少 { $language }。
refusal-merge-field-unknown = 没有字段 { "{" }{ $field }{ "}" }（第 { $line } 行第 { $column } 个字符）。可用的有：{ $missing }。
refusal-merge-field-unfit = 字段 { "{" }{ $field }{ "}" } 对这些读者没有值。
refusal-merge-brace-open = 第 { $line } 行第 { $column } 个字符处的花括号没有闭合。若不是字段，请写两个花括号。
refusal-audience-invalid = 这些筛选条件找不到任何人，各处已注明原因。
refusal-label-never-public = 标签“{ $label }”从不公开：写信给带有该标签的人就等于告诉了他们。
refusal-country-malformed = “{ $country }”不是国家的两字母代码。
refusal-round-elsewhere = 本届没有这一轮次。
refusal-letter-sent = 此信已发出，不能再作任何改动。
refusal-letter-withdrawn = 此信已放弃。
refusal-letter-held = 此信正在保留；请先解除保留再修改。
refusal-letter-not-held = 此信没有被保留。
refusal-letter-nobody = 现在没有人会收到此信。标签在公布之后才算数。
refusal-letter-values-missing = { $count ->
   *[other] 有 { $count } 位读者缺少字段的值：{ $missing }。请修改正文，或选择不发给他们。
}
refusal-letter-audience-changed = 您预计发出 { $expected } 封，现在会是 { $count } 封。请再看一次预览。

## 组织者的页面

letters-letters = 信件
letters-lead = 写信给本届的参赛者或评委。在您发送之前没有人会收到，也没有人会收到两次。
letters-none = 尚无信件。
letters-new = 写信
letters-new-lead = 先说明写给谁，再写内容。发出之前，您会看到谁将收到，并能看到其中几封的全文。
letters-change = 修改信件
letters-save = 保存并预览
letters-saved = 已保存。还没有人收到。
letters-another = 照此再写一封
letters-subject = 主题
letters-audience = 收信人
letters-mails = 邮件
letters-words = 内容
letters-subject-en = 英文主题
letters-subject-zh = 中文主题
letters-body-en = 英文正文
letters-body-zh = 中文正文
letters-reply-to = 回复地址
letters-reply-to-help = 有人查看的邮箱。若不填写，信中会注明请勿回复。
letters-to-entrants = 参赛者
letters-to-judges = { $panel }的评委
letters-to-outstanding = 在{ $round }中尚欠评分表的评委
letters-filters = 哪些参赛者
letters-filters-help = 仅用于写给参赛者的信。都不勾选则为全体，已撤回的除外。
letters-stages = 材料的状态
letters-stage-draft = 仍是草稿
letters-stage-sealed = 已提交，尚未审查
letters-stage-returned = 已退回，等待修改
letters-stage-ineligible = 不合格
letters-stage-eligible = 合格
letters-stage-withdrawn = 已撤回
letters-labels = 已公布的结果
letters-labels-help = 标签在公布之后才算数：在此之前按标签找不到任何人。您可以让信件等到公布时再发出。
letters-unlabelled = 合格但没有任何已公布的标签
letters-countries = 国家
letters-fields = 为每位读者填入的字段
letters-field-name = 读者的姓名
letters-field-entity = 参赛单位（参赛者）
letters-field-title = 材料的标题（参赛者）
letters-field-reference = 材料的编号（参赛者）
letters-field-edition = 本届的名称
letters-field-deadline = 草稿、修改或评分表的截止时间
letters-field-link = 读者接下来的去处：材料或评审任务
letters-field-panel = 评审组的名称（评委）
letters-field-round = 轮次的名称（尚欠评分表的评委）
letters-field-outstanding = 尚欠的评分表份数（尚欠评分表的评委）
letters-state-draft = 草稿
letters-state-held = 保留
letters-state-failed = 保留：未能发出
letters-state-sent = 已发出
letters-state-withdrawn = 已放弃
letters-held-by-hand = 等待有人发送。
letters-held-until = 将于 { $instant } 发出。
letters-held-for = 将在“{ $announcement }”公开时发出。
letters-was-not-sent = 到时未能发出：{ $reason }
letters-sent-at = 已于 { $instant } 发出。
letters-withdrawn-at = 已于 { $instant } 放弃。
letters-preview = 如果现在发出
letters-preview-mails = 封邮件
letters-preview-people = 人
letters-incomplete = { $count ->
   *[other] 有 { $count } 位读者缺少字段的值：
}
letters-unreached = { $count ->
   *[other] 有 { $count } 份材料没有人收信：
}
letters-what-next = 接下来
letters-send = { $count ->
   *[other] 现在发出 { $count } 封
}
letters-leave-out = { $count ->
   *[other] 不发给缺少字段值的 { $count } 位
}
letters-leave-out-later = 届时不发给缺少字段值的人
letters-hold = 保留信件
letters-languages-help = 可用英文、中文或两种语言书写，主题和正文须一致：有读者自己的语言时即用该语言。
letters-hold-anew = 更改等待的条件
letters-hold-help = 保留中的信件不能修改。收信人在发出时确定。
letters-until = 直到
letters-until-hand = 有人发送
letters-until-instant = 某一时刻
letters-until-announced = “{ $title }”公布
letters-until-at = 时刻
letters-release = 解除保留以便修改
letters-withdraw = 放弃此信
letters-withdraw-help = 此信将永不发出，但仍列在表中。
letters-sent = 信件正在发出。
letters-held = 信件已保留。
letters-released = 信件可以再次修改。
letters-withdrawn = 信件已放弃。
letters-recipients = 谁收到了
letters-about = 关于
letters-was-left-out = 未发给此人；缺少
letters-left = { $count ->
   *[other] 已发出 { $count } 封
}
letters-waiting = { $count ->
   *[other] 等待中 { $count } 封
}
letters-failed = { $count ->
   *[other] 失败 { $count } 封
}
letters-withheld = { $count ->
   *[other] 已扣留 { $count } 封
}
letters-left-out = { $count ->
   *[other] 未发给 { $count } 位
}

## 材料的往来信件

letters-correspondence = 往来信件
letters-no-correspondence = 尚无关于此材料的信件。
