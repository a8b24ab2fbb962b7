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
refusal-consent-missing = 请选择案例是否可以公开。
refusal-rules-unreadable = 内容的结构不符合要求：{ $detail }

## Phases

phase-draft = 草稿
phase-open = 开放申报
phase-screening = 资格审查
phase-judging = 评审
phase-deciding = 决定
phase-decided = 已决定
phase-archived = 已归档

## Entities

entity-kind-city = 城市或城镇
entity-kind-district = 区
entity-kind-county = 县
entity-kind-province = 省、州
entity-kind-union = 城市联合体
entity-kind-other = 其他

## Pages: editions

submit-open = 开放申报
submit-closed = 未开放申报
submit-until = 最终截止时间
submit-early-bird = 早期截止时间
submit-who-may-enter = 申报资格
submit-entries-per-entity = 每个单位最多申报项数
submit-what-is-asked = 申报内容
submit-at-most = 最多 { $count } 个字符
submit-at-least = { $count ->
   *[other] 至少 { $count } 个字符
}。
submit-no-editions = 尚无任何届次。
submit-programme = 奖项
submit-edition = 届次
submit-year = 年份
submit-phase = 阶段
submit-new-edition = 新建一届
submit-new-programme = 新建奖项
submit-name-en = 英文名称
submit-name-zh = 中文名称
submit-slug = 简称
submit-slug-help = 用于网址和回执：小写字母、数字和连字符。
submit-move-to = 进入下一阶段：{ $phase }
submit-move-back = 退回
submit-moved = 阶段已变更。
submit-setup = 设置
submit-deadline-help = 按下列时区的当地时间填写，例如 2026-11-30T23:59:59。该秒之内均为有效。
submit-early-bird-help = 在此之前封存的申报材料，可在最终截止前获得反馈。
submit-zone = 时区
submit-zone-help = IANA 时区名称，例如 Asia/Shanghai。
submit-correction-days = 补正天数
submit-correction-days-help = 申报材料被退回后申报人可用的天数；留空则为七天。
submit-entries-help = 留空则不限。
submit-kinds-help = 不选则不限。
submit-screening = 评审之前先进行资格审查
submit-labels = 称号
submit-form = 表单
submit-rules-as-data = 以数据形式修改表单和称号
submit-rules-help = 两者均为 JSON。首份申报材料封存之前可修改表单；已可能授予的称号须保留。
submit-submissions = 申报材料

## Pages: entrants

submit-nobody-yet = 您尚未代表任何城市、区或联合体。
submit-nothing-yet = 您尚未开始申报。
submit-none-open = 目前没有开放申报的届次。
submit-register = 登记城市或其他单位
submit-acting-for = 您代表
submit-begin = 开始申报
submit-entity = 单位
submit-entity-lead = 任何参评单位：城市、区、省、城市联合体。
submit-entity-kind = 类别
submit-entity-registered = 已登记，现在可以开始申报。
submit-country = 国家
submit-region = 地区
submit-population = 人口
submit-lat = 纬度
submit-lon = 经度
submit-place-help = 以度为单位，例如 23.13；两者须同时填写或同时留空。
submit-language = 申报语言
submit-language-help = 请使用您最擅长的语言。
submit-number = 编号
submit-title = 标题
submit-untitled = 无标题
submit-saved = 上次保存
submit-state-draft = 草稿
submit-state-submitted = 已提交
submit-state-returned = 退回补正
submit-state-withdrawn = 已撤回
submit-returned-because = 请补正后重新封存：{ $reason }
submit-modules = 模块
submit-module = 模块
submit-progress = 已填写
submit-missing = 尚缺
submit-module-complete = 完整
submit-to-seal = 检查并封存
submit-saving = 正在保存……
submit-unsaved = 尚未保存；您的内容已保留在本设备上。
submit-kept = 此处之前输入的内容尚未保存。
submit-kept-use = 使用
submit-kept-drop = 放弃
submit-save-next = 保存并继续
submit-save-back = 保存并返回概览
submit-seal = 封存并提交
submit-seal-lead = 封存即为提交。此后不能更改，除非组织方退回补正。
submit-not-complete = 封存之前尚需填写：
submit-consent = 可否成为案例库中的案例？
submit-consent-help = 将由编辑整理，个人信息不会公开。您的回答不影响评审。
submit-consent-yes = 可以公开
submit-consent-no = 不可以
submit-licence = 许可协议
submit-licence-help = 他人可如何使用公开的案例。同意公开时须选择。
licence-by = CC BY 4.0：任何人均可使用，须署名
licence-by-sa = CC BY-SA 4.0：同上，并以相同方式共享
licence-by-nc = CC BY-NC 4.0：任何人均可作非商业使用，须署名
licence-by-nc-sa = CC BY-NC-SA 4.0：同上，并以相同方式共享
licence-zero = CC0 1.0：任何人均可任意使用
submit-sealed = 已封存并提交。回执也已通过邮件发送给您。
submit-receipt = 回执
submit-receipts = 回执
submit-receipt-lead = 此回执证明所提交的内容与时间：持有封存内容者均可重新计算其哈希值。
submit-sealed-at = 封存时间
submit-sealed-utc = 协调世界时
submit-hash = SHA-256
submit-print-help = 本页可以打印；发送给您的邮件内容与此相同。
submit-withdraw = 撤回此申报
submit-withdraw-lead = 撤回后将彻底退出本届评选。
submit-withdrawn = 已撤回。

## Goals of sustainable development

goal-1 = 无贫穷
goal-2 = 零饥饿
goal-3 = 良好健康与福祉
goal-4 = 优质教育
goal-5 = 性别平等
goal-6 = 清洁饮水和卫生设施
goal-7 = 经济适用的清洁能源
goal-8 = 体面工作和经济增长
goal-9 = 产业、创新和基础设施
goal-10 = 减少不平等
goal-11 = 可持续城市和社区
goal-12 = 负责任消费和生产
goal-13 = 气候行动
goal-14 = 水下生物
goal-15 = 陆地生物
goal-16 = 和平、正义与强大机构
goal-17 = 促进目标实现的伙伴关系

## Rehearsals

refusal-rehearsal-not-published = 这是演练：其内容不会进入案例库。
refusal-not-a-rehearsal = 这一届不是演练；只有演练可以清除。
rehearsal-name = { $name }（演练）
rehearsal-banner = 演练：此处一切均不作数，也不会发出任何邮件。
rehearsal = 演练
rehearsal-copy = 复制为演练
rehearsal-copy-help = 复制这一届及其表单、轮次和评审组，以便试用一切功能。只有管理本奖项的人和其评审组的评委能看到；不会发出任何邮件；可随时清除。
rehearsal-shift = 截止时间推移
rehearsal-shift-help = 以天计，负数为提前；0 表示不变。
rehearsal-dossiers = 带上已封存的申报材料，用于试行审查和评审
rehearsal-copied = 演练已就绪。
rehearsal-wipe = 清除此演练
rehearsal-wipe-help = 其中的一切将立即永久删除：申报材料、参评项目、评分表、决定、邮件。被复制的那一届保持不变。
rehearsal-wiped = 演练已清除。
