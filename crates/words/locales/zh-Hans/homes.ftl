# What each role finds first, and the tour of the demonstration.

## How far off

in-days = { $count } 天后
in-hours = { $count } 小时后
in-minutes = { $count } 分钟后
ago-days = { $count } 天前
ago-hours = { $count } 小时前
ago-minutes = { $count } 分钟前

## The first page

home-welcome = { $name }，您好
home-lead = 一届接一届地举办，所学所得全部留存、随时可查。
home-search = 搜索案例库
home-search-example = 水、住房、community……
home-library = 打开案例库
home-library-empty = 案例库中尚无案例。
home-cases = { $count ->
   *[other] 案例库共 { $number } 个案例
}
home-newest = 最新案例
home-running = 正在进行
home-no-edition = 目前没有开放的届次。
home-open = 正在征集
home-closes = 截止：
home-awaited = 尚未公布任何结果。
home-winners = 已公布
home-winners-of = 案例库 { $cases } 个案例中的 { $winners } 个获奖案例
home-more-announced = 全部结果，另有 { $count } 个项目
home-more = 另有 { $count } 项
home-late = 已逾期
home-others = 其他届次

## Entrants

home-dossiers = 您的申报材料
home-no-dossiers = 您尚未开始任何申报。
home-too-late = 已不能封存
home-missing = 还缺 { $count } 项回答：
home-complete = 封存所需的内容已齐备。
home-go-on = 继续填写
home-calls = 可以申报的征集

## Judges

home-judging = 您的评审
home-next-card = 下一个：
home-begun-card = 已开始：
home-score-next = 为下一份材料评分
home-resume = 继续填写这份评分表
home-all-scored = 此轮分配给您的项目已全部评完。
home-closed-rounds = 未开放的轮次
home-done-of = 已提交 { $done } / { $of } 份评分表

## Organisers and auditors

home-organising = 您负责的届次
home-auditing = 您审计的届次
home-none-running = 目前没有进行中的届次。
home-funnel = 从申报到案例：{ $edition }
home-begun = 已开始
home-sealed = 已封存
home-eligible = 符合资格
home-scored = 评分齐全：{ $round }
home-decided = 已有结果
home-published = 已发布为案例
home-of-begun = 占已开始的 { $count } 份
home-of-sealed = 占已封存的 { $count } 份
home-of-round = 占本轮的 { $count } 个
home-of-eligible = 占符合资格的 { $count } 个
home-next-step = 下一步
home-then = 之后：{ $phase }
home-nothing-missing = 进入下一阶段的条件已齐备。
home-waits-deadline = 征集开放至
home-owing = 尚欠的评分表
home-owed = { $judges } 位评委尚欠 { $cards } 份评分表
home-cards = { $count } 份评分表
home-overdue = 已退回且逾期未交
home-why-unscreened = { $count } 个项目待审查：
home-why-scorecards = 尚缺 { $count } 份评分表：
home-why-too-few = { $count } 个项目的评分表不足：
home-why-uncut = { $count } 个项目的入围结果尚未确认：
home-why-undecided = { $count } 个项目尚无结果：
home-why-unannounced = { $count } 项公布尚未到时：
home-mend-setup = 完成设置
home-mend-wait = 查看申报材料
home-mend-screen = 审查参评项目
home-mend-round = 完成轮次设置
home-mend-scorecards = 查看谁还欠评分表
home-mend-cut = 确认入围结果
home-mend-decide = 记录结果
home-mend-announce = 公布决定
judge-part-unscreened = 待审查
judge-part-eligible = 符合资格
judge-part-decided = 已有结果

## Editors

home-wait = { $count ->
    [0] 没有待处理的项目
   *[other] { $count } 个项目待处理
}
home-of-ready = 占已有结果且获同意的 { $count } 个
home-made-cases = 已编成的案例
home-oldest = 等待最久
home-outdated = 有更新的结果
home-since = { $date } 决定
home-changed = 编成后有改动

## Administrators

home-keeping = 系统维护
home-administrator = 账户、角色与邀请。
home-mail = 邮件
home-dead = { $count } 封邮件最终发送失败
home-no-dead = 没有发送失败的邮件
home-mail-waits = { $count ->
    [0] 没有待发的邮件
   *[other] { $count } 封邮件待发
}

## An edition’s page

edition-winners = 获奖者
edition-figures = 数字一览
edition-received = 收到
edition-eligible-of = 符合资格，占收到的 { $count } 个
edition-label-of = { $label }，占符合资格的 { $count } 个
edition-published-of = 已发布为案例，占符合资格的 { $count } 个
edition-cases = 本届案例

## The tour

tour-name = 演示
tour-invented = 这是演示：其中的文字和人物均为虚构。
tour-as = 切换身份
tour-begin = 以其中一个人的身份试用
tour-choose = 以其中一个人的身份试用
tour-lead = 一个按钮即可登录。您的更改只留在本演示中。
tour-enter = 进入：{ $role }
tour-by-hand = 或者用邮箱和密码登录
tour-try = 可以试试三件事
tour-sees-organiser = 查看各届从第一份草稿到最后一个案例的进展、谁已逾期、下一阶段还缺什么。
tour-sees-judge = 阅读分配到的材料，并逐项评分。
tour-sees-entrant = 撰写城市的申报材料，查看还缺什么、何时截止，并保存回执。
tour-sees-editor = 把已有结果的项目编成人人可读的案例。
tour-sees-auditor = 可看一切，不改任何内容：项目、评分、决定及其理由。
tour-sees-administrator = 管理账户、角色与邮件。
tour-sees-researcher = 搜索案例库，比较案例并带走所需。
try-standings = 查看排名
try-standings-text = 含并列的名次、谁还欠评分表，以及界线的位置。
try-entries = 浏览参评项目
try-entries-text = 每个城市的项目及其阶段；如被退回，附有理由。
try-decisions = 看获奖者是如何决定的
try-decisions-text = 每项决定及其规则、理由与公布。
try-editions = 打开一届
try-editions-text = 表单、截止时间、轮次与称号都是可以更改的数据。
try-people = 看谁可以做什么
try-people-text = 角色经邀请授予，一个按钮即可收回。
try-roles = 看谁担任什么角色
try-roles-text = 每个人的每项权限及其生效时间。
try-outbox = 查看发件箱
try-outbox-text = 已发、待发以及发送失败、可以重发的邮件。
try-score = 为一份材料评分
try-score-text = 材料与评分表并列；草稿可随时保存。
try-assignments = 查看分配给您的全部项目
try-assignments-text = 按轮次列出待办、已开始和已提交的项目。
try-hearings = 查看答辩时间
try-hearings-text = 每场答辩及其时段，按当地时区显示。
try-results = 阅读公布的结果
try-results-text = 自公布之时起人人看到的同一页面。
try-library = 搜索案例库
try-library-text = 用任何语言的词都能找到各种语言的案例。
try-write = 补上所缺的回答
try-write-text = 您输入的内容会保存，即使尚有不符之处。
try-receipt = 保存回执
try-receipt-text = 所交内容的编号、时刻与哈希值。
try-begin = 开始申报
try-begin-text = 选择开放的征集与语言，逐个模块填写。
try-desk = 打开编辑台
try-desk-text = 哪些项目可以编成案例，采用何种许可。
try-publish = 把项目编成案例
try-publish-text = 可逐个或一次全部编成；公布之前不会公开。
try-edit = 编辑案例
try-edit-text = 修改文字、添加译文，或附理由撤回。
try-audit = 选择要审计的届次
try-audit-text = 项目、轮次、排名与决定，与组织者所见相同。
try-api = 阅读并试用接口
try-api-text = 这些页面的每个操作，都可用您自己的权限试用。
try-search = 搜索“水”
try-search-text = 在各种语言中查找，并可组合筛选。
try-case = 阅读案例
try-case-text = 正文、事实及其来源，以及相似的案例。
try-winners = 比较获奖案例
try-winners-text = 把案例库缩小到获奖者，并带走列表。
