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
