# Programmes, editions, forms, submissions.

## Refusals: editions

refusal-name-invalid = 请填写名称，最多 200 个字符。
refusal-year-invalid = 年份须在 1900 至 2200 之间。
refusal-deadline-not-a-time = 该时区没有这个时间。请按 2026-11-30T23:59:59 的格式填写，并注明时区，例如 Asia/Shanghai。
refusal-early-bird-after-close = 早期截止时间须早于最终截止时间。
refusal-deadline-missing = 尚未设定截止时间。
refusal-edition-rules-fixed = 本届已进入“{ $phase }”阶段，此项不能再更改。
refusal-form-fixed = 已有按此表单封存的申报材料，表单不能再更改。
refusal-phase-unknown = 本届没有“{ $phase }”阶段。本届的阶段为：{ $missing }。
refusal-cursor-invalid = 此游标并非由列表给出。
refusal-idempotency-key-invalid = 幂等键须为 1 至 200 个普通字符。
refusal-idempotency-key-reused = 此幂等键已用于另一请求。

## Refusals: forms

refusal-form-invalid = 表单有误，各处均已说明原因。
refusal-modules-count-invalid = 表单须有 1 至 { $max } 个模块。
refusal-fields-count-invalid = 表单最多 { $max } 个字段。
refusal-module-empty = 模块至少需要一个字段。
refusal-form-needs-one-title = 须有且仅有一个字段作为标题，现有 { $found } 个。
refusal-key-invalid = 键以小写字母开头，由小写字母、数字、连字符和下划线组成，最多 40 个字符。
refusal-key-taken = 键“{ $key }”在此重复。
refusal-label-blank = 请填写标签。
refusal-label-too-long = 标签最多 { $max } 个字符。
refusal-help-too-long = 说明最多 { $max } 个字符。
refusal-field-limits-invalid = 这些限制相互矛盾或超出范围。
refusal-options-count-invalid = 选项须有 1 至 500 个。
refusal-personal-in-library = 涉及个人的内容不会进入案例库。
refusal-library-role-unfit = 此类字段不能在案例库中承担该角色。
refusal-title-must-be-required = 标题必须为必填项。

## Refusals: entities

refusal-entity-invalid = 所填内容有不符之处，各处均已说明原因。
refusal-name-too-long = 过长：最多 { $max } 个字符。
refusal-population-impossible = 这不是有效的人口数。
refusal-place-off-the-globe = 该位置不在地球上：纬度为 -90 至 90，经度为 -180 至 180。
refusal-place-incomplete = 请同时填写纬度和经度。
refusal-entity-exists = 同一国家已登记同类同名的单位。请联系组织方授权您代表该单位。
refusal-entity-not-yours = 您不能代表该单位。
refusal-entity-kind-not-admitted = 本届不接受此类单位。
refusal-too-many-submissions = 本届每个单位最多可申报 { $max } 项。
refusal-language-not-admitted = 本届接受以下语言的申报：{ $languages }。

## Refusals: submissions

refusal-answers-invalid = 部分内容不符，各处均已说明原因。未保存任何内容。
refusal-answers-incomplete = 申报材料尚不完整：{ $missing_count ->
   *[other] 有 { $missing_count } 处缺失或不符
}（{ $missing }）。
refusal-answer-missing = 封存前须填写此项。
refusal-answer-too-short = 过短：现有 { $length } 个字符，至少 { $min } 个。
refusal-answer-too-long = 过长：现有 { $length } 个字符，最多 { $max } 个。
refusal-answer-has-line-breaks = 此项只有一行，请去掉换行。
refusal-answer-has-control-characters = 内容含有无法显示的字符。
refusal-answer-wrong-type = 内容类型不符。
refusal-answer-number-too-large = 数值过大。
refusal-answer-too-small = 小于 { $min }。
refusal-answer-too-large = 大于 { $max }。
refusal-answer-too-precise = { $decimals ->
    [0] 此项须为整数。
   *[other] 小数点后最多 { $decimals } 位。
}
refusal-answer-not-offered = 不在可选项之中。
refusal-answer-too-many = 最多选择 { $max } 项。
refusal-answer-not-a-date = 这不是日期，请按 2026-11-30 的格式填写。
refusal-answer-not-a-url = 这不是网址，网址以 https:// 或 http:// 开头。
refusal-answer-not-an-email = 这不是电子邮箱地址。
refusal-answer-not-a-country = 这不是国家的两位字母代码。
refusal-answer-not-a-goal = 目标编号为 1 至 17。
refusal-reason-too-long = 过长：现有 { $length } 个字符，最多 { $max } 个。
refusal-field-unknown = 表单中没有此字段。
refusal-edition-not-open = 本届目前不接受申报。
refusal-deadline-passed = 截止时间已过：{ $local }（{ $zone }），即 { $utc }。您的内容已保留。
refusal-correction-overdue = 补正期限已过：{ $local }（{ $zone }），即 { $utc }。您的内容已保留。
refusal-submission-sealed = 申报材料已封存，不能更改。
refusal-submission-not-sealed = 申报材料仍为草稿，尚未封存。
refusal-submission-returned = 申报材料已被退回。
refusal-submission-withdrawn = 申报材料已撤回。
refusal-due-in-the-past = 补正期限须在将来。
refusal-licence-missing = 请选择案例公开所用的许可协议。
refusal-licence-not-offered = 本届不提供该许可协议。
