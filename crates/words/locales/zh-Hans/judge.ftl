# 资格审查、评审轮次、评审组、评分、答辩、决定。

## 拒绝：阶段与状态

refusal-phase-not-used = 本届不使用该阶段。
refusal-phase-not-next = 本届目前只能进入下一阶段：{ $missing }。
refusal-phase-not-earlier = 该阶段不在当前阶段之前。
refusal-edition-incomplete = 本届尚缺：{ $missing }。
refusal-deadline-not-passed = 截止时间尚未到：{ $until }。
refusal-entries-unscreened = { $count ->
   *[other] 有 { $count } 个参评项目尚未审查：{ $missing }
}
refusal-round-incomplete = 该轮次尚缺：{ $missing }。
refusal-scorecards-outstanding = { $count ->
   *[other] 有 { $count } 份评分表尚未提交：{ $missing }
}
refusal-scorecards-too-few = 以下项目的评分表数量不足：{ $missing }
refusal-entries-uncut = 以下项目的入围结果尚未确认：{ $missing }
refusal-entries-undecided = 以下项目尚无结果：{ $missing }
refusal-decisions-unannounced = 尚未公布：{ $missing }
refusal-later-phase-public = 其后的内容已经公开：{ $missing }
refusal-entry-stage-forbids = 按该项目目前的状态，无法这样做。
refusal-entry-in-other-phase = 在本届当前阶段无法这样做。
refusal-entry-not-advanced = 该项目未从上一轮晋级。
refusal-decision-public = 该决定已经公开，不能再修改。
refusal-reason-missing = 请说明理由。
refusal-text-too-long = 此处有 { $length } 个字符，最多可有 { $longest } 个。
refusal-key-malformed = 标识须为 1 至 60 个字符：不带变音符的小写字母、数字、- 和 _。
refusal-name-blank = 请填写名称。

## 拒绝：轮次与标签

refusal-round-invalid = 该轮次的规则有不合之处，各处已注明原因。
refusal-labels-invalid = 标签有不合之处，各处已注明原因。
refusal-label-repeated = 该标签出现了两次。
refusal-label-unknown = 本届没有这个标签。
refusal-criterion-missing = 请至少填写一个用于区分并列的标准。
refusal-tie-criterion-unknown = 本轮没有标准“{ $criterion }”。
refusal-quota-empty = “至多”须不小于 1，且不小于“至少”。
refusal-quota-repeated = 已有按此划分的名额。
refusal-method-not-estimable = 本轮决定名次的方法依据不足：请让不同评委交叉评审一些项目。
refusal-quota-zero = 名额至少为 1；不限名额请留空。
refusal-rubric-empty = 评分标准至少要有一项。
refusal-rubric-too-long = 评分标准最多 100 项。
refusal-rubric-all-optional = 至少要有一项为必填。
refusal-comment-limit-too-high = 评语最多 { $longest } 个字符。
refusal-criterion-repeated = 该评分项出现了两次。
refusal-weight-not-positive = 权重须大于 0，且不超过 1,000,000。
refusal-scale-empty = 最高分须高于最低分。
refusal-scale-step-does-not-fit = 步长须大于 0，并能从最低分恰好到达最高分。
refusal-anchor-off-scale = 该分值不在评分范围内。
refusal-threshold-off-scale = 该界限不在评分范围内。
refusal-pass-fail-scale = 通过或不通过只能有两个分值。
refusal-minimum-scorecards-zero = 每个项目至少需要一份评分表。
refusal-cut-empty = 这样将无人入围；请填写不小于 1 的数目，或大于 0 且不超过 100 的百分比。
refusal-round-has-scorecards = 已有评分表，决定该轮结果的规则不能再修改。
refusal-simulation-invalid = 这些数目彼此不合，各处已注明原因。
refusal-simulation-entries-few = 模拟至少需要两个申报项目。
refusal-simulation-judges-few = 模拟至少需要两位评委。
refusal-simulation-per-entry = 每个项目至少需要一位评委，且不能多于评委总数。
refusal-simulation-cut = 入围数须至少为一，并至少留下一个项目落选。
refusal-simulation-spread = 离散程度须为大于 0 的数。
refusal-simulation-severity = 评委严苛程度的离散须为 0 或大于 0 的数。
refusal-simulation-runs = 模拟次数请取 2 至 100000。
refusal-simulation-large = 单次模拟的评分表将超过 60000 份；请减少项目或评委。
refusal-panel-elsewhere = 本届没有这个评审组。
refusal-already-in-panel = 此人已在评审组中。
refusal-person-unknown = 没有这个人。
refusal-not-in-panel = 此人不在评审组中。
refusal-judge-has-assignments = 该评委仍有评审任务，请先收回。

## 拒绝：任务与评分表

refusal-assignments-invalid = 其中有些任务无法分配，各处已注明原因。
refusal-assignment-exists = 该评委已有此项目。
refusal-judge-not-in-panel = 此人不在该轮的评审组中。
refusal-assignment-set-aside = 此任务已不计入，无法再保存。
refusal-cut-confirmed = 入围结果已经确认，并以此评分表为依据。
refusal-round-not-open = 该轮目前不在评审中。
refusal-entry-not-being-judged = 此项目在该轮已不再评审。
refusal-scorecard-invalid = 评分表未能保存，各处已注明原因。
refusal-criterion-unknown = 评分标准中没有这一项。
refusal-criterion-unscored = 提交之前，此处须评分。
refusal-score-off-scale = 此处评分范围为 { $min } 至 { $max }，步长为 { $step }。
refusal-score-unexplained = 这样高或这样低的分数需要附上评语。
refusal-score-malformed = 这不是一个数。

## 拒绝：入围名单、决定、公布、答辩

refusal-shortlist-invalid = 入围名单未能确认，各处已注明原因。
refusal-entry-not-in-round = 该项目不在此轮中。
refusal-entry-repeated = 该项目出现了两次。
refusal-entry-elsewhere = 本届没有这个项目。
refusal-label-not-of-round = 该轮不授予这个标签。
refusal-override-missing = 凡在界线上并列或与规则不同的项目，均须逐一说明理由：{ $missing }
refusal-override-not-needed = 按规则该项目本就如此，无需说明理由。
refusal-decision-invalid = 决定未能记录，各处已注明原因。
refusal-quota-exceeded = 该标签最多授予 { $quota } 个项目，而现在将有 { $count } 个。
refusal-tie-broken-silently = 名次相同的项目结果不同，请逐一说明理由：{ $missing }
refusal-announcement-elsewhere = 本届没有这项公布。
refusal-announcement-public = 此项公布已经公开，不能再修改。
refusal-announcement-empty = 此项公布尚无任何决定。
refusal-instant-passed = 该时刻已过。
refusal-hearing-invalid = 答辩安排有不合之处，各处已注明原因。
refusal-slot-length = 每个时段为 1 至 480 分钟。
refusal-slot-before-hearing = 该时段早于答辩会开始。
refusal-slots-overlap = 该时段在前一时段结束之前开始。
refusal-entry-heard-elsewhere = 该项目在本轮的另一场答辩会中已有时段。
refusal-zone-unknown = 没有这个时区；请填写如 Asia/Shanghai 的时区。
refusal-rounds-fixed = 只有在作出决定之前才能增加轮次。
refusal-method-unknown = 没有这种计算排名的方法；可用：mean。
refusal-round-without-cut = 该轮没有需要确认的界线。
refusal-phase-not-deciding = 只有在决定阶段才能记录结果。

## 组织者工作台

judge-setup = 设置
judge-entries = 参评项目
judge-panels = 评审组
judge-rounds = 评审轮次
judge-hearings = 答辩
judge-hearings-seen = 评委和申报者所见
judge-decisions = 决定
judge-number = 编号
judge-title = 标题
judge-entity = 参评主体
judge-country = 国家或地区
judge-stage = 状态
judge-sealed = 提交时间
judge-no-entries = 尚无已提交的申报。
judge-screening-progress = 已审查
judge-read-dossier = 阅读申报材料
judge-screening = 资格审查
judge-outcome = 审查结果
judge-screen = 记录
judge-screened = 审查结果已记录。
judge-screen-eligible = 符合资格
judge-screen-ineligible = 不符合资格
judge-screen-returned = 退回申报者补正
judge-screening-reason-help = 除符合资格外均须填写；申报者会看到。
judge-stage-sealed = 待审查
judge-stage-returned = 退回补正
judge-stage-ineligible = 不符合资格
judge-stage-eligible = 符合资格
judge-stage-judging = 评审中
judge-stage-advanced = 晋级
judge-stage-stopped = 未晋级
judge-stage-decided = 已决定
judge-stage-withdrawn = 已撤回

## 评审组与轮次

judge-no-judges = 尚无评委。
judge-chair = 主席
judge-invited = 已邀请
judge-take-off = 移出
judge-person = 人员
judge-seat = 加入评审组
judge-invite-help = 名单中没有的人，请在此页面邀请其担任评委：
judge-new-panel = 新建评审组
judge-no-rounds = 尚无评审轮次。
judge-round = 轮次
judge-kind = 评审方式
judge-panel = 评审组
judge-new-round = 新建轮次
judge-edit-round = 该轮规则
judge-panel-first = 请先建立评审组。
judge-kind-scoring = 按标准评分
judge-kind-hearing = 先答辩，再评分
judge-kind-pass-fail = 通过或不通过
judge-method = 决定名次的方法
judge-method-help = 自第一份评分表提交起固定；另一种方法始终并列显示。
judge-method-by-mean = 精确平均分
judge-method-by-adjusted = 按评委宽严校正后的平均分
judge-minimum = 每个项目所需评分表数
judge-minimum-help = 数量不足时该轮不能结束。
judge-scale = 评分范围
judge-scale-min = 最低分
judge-scale-max = 最高分
judge-scale-step = 步长
judge-anchors = 分值说明
judge-anchors-help = 每行一条：10 = 卓越
judge-criteria = 评分标准
judge-criteria-help = 没有标识的行将被忽略。
judge-criterion = 第 { $count } 项
judge-key = 标识
judge-weight = 权重
judge-help = 含义
judge-criterion-optional = 可以不评
judge-cuts = 界线
judge-cuts-help = 自上而下：第一条界线之上者获得其标签，其次为下一条。
judge-cut = 界线 { $count }
judge-label = 标签
judge-cut-kind = 规则
judge-cut-number = 数值
judge-ties = 界线上的并列
judge-advances = 进入下一轮
judge-cut-top = 前若干名
judge-cut-share = 前百分之若干
judge-cut-at-least = 不低于此分
judge-ties-admitted = 全部入围
judge-ties-referred = 均不入围，由人工决定并说明理由
judge-ties-broken = 按标准区分，平均分高者在前
judge-ties-by = 区分并列的标准
judge-ties-by-help = 按先后填写标准的键，如 impact, innovation；仍并列者由人工决定。
judge-cut-more = 并列与名额
judge-quota-by = 名额划分依据
judge-quota-least = 每类至少
judge-quota-most = 每类至多
judge-trait-region = 世界区域
judge-trait-country = 国家
judge-trait-entity = 参评城市
judge-trait-size = 城市规模

## 任务与排名

judge-assignments = 评审任务
judge-assignment = 任务
judge-standings = 排名
judge-nobody-assigned = 本轮尚未分配评委。提交第一批评分后,这里会显示排名。
judge-entry = 参评项目
judge-nothing-to-assign = 尚无符合资格的项目，或评审组尚无成员。
judge-assign = 分配所勾选的任务
judge-assigned = 已分配 { $count } 项任务。
judge-take-back = 收回任务
judge-assignment-asked = 未开始
judge-assignment-started = 草稿
judge-assignment-submitted = 已提交
judge-assignment-recused = 已回避
judge-assignment-removed = 已收回
judge-method-mean = 每项得分为各评分表加权平均的精确平均值，权重只计已评各项。得分相同者名次相同。
judge-method-adjusted = 本轮按校正后的平均分决定名次：即评委平均宽严下的预期得分。精确平均分并列显示。
judge-rank = 名次
judge-score = 得分
judge-cards = 评分表
judge-tied = 界线并列
judge-confirm-help = 凡界线并列或与规则不同的项目，请说明理由。
judge-confirm = 确认入围结果
judge-shortlist-confirmed = 入围结果已确认，公布之前保密。
judge-judges = 评委
judge-outstanding = 未提交
judge-warning-scorecards-outstanding = 尚有评分表未提交。
judge-warning-scorecards-too-few = 有些项目的评分表数量不足。
judge-warning-tied-at-line = 有项目在界线上并列。
judge-warning-method-not-estimable = 决定名次的方法依据不足：部分评委与其他评委没有共同评审的项目，请交叉分配。

## 答辩

judge-no-hearings = 尚未安排答辩。
judge-plan-hearing = 安排答辩会
judge-hearing-planned = 答辩会已安排。
judge-place = 地点
judge-starts-at = 开始时间
judge-zone = 时区
judge-zone-help = 例如 Asia/Shanghai。
judge-minutes = 每个时段的分钟数
judge-minutes-help = 陈述与提问合计。
judge-turns = 出场顺序
judge-turns-help = 请为要答辩的项目编号；留空者不安排。
judge-minutes-count = { $count ->
   *[other] { $count } 分钟
}

## 决定与公布

judge-no-announcements = 尚无任何决定。
judge-public = 已公开
judge-secret = 未公开
judge-without-label = 无标签
judge-announce-at = 公开时间
judge-announce = 公布
judge-announce-help = 留空则立即公布。所有内容在同一时刻公开。
judge-announced = 公布已设定。
judge-as-public = 公众所见
judge-decide = 记录结果
judge-decide-help = 名次相同而结果不同时，须逐一说明理由。
judge-decided = 结果已记录，公布之前保密。
judge-undecided = 未决定
judge-citation = 颁奖词
judge-results = 结果
judge-nothing-announced = 尚未公布任何结果。

## 评委页面

judge-nothing-assigned = 目前没有分配给您的任务。
judge-scoring-progress = 已提交的评分表
judge-due = 截止
judge-scorecard = 您的评分表
judge-no-dossier = 已回避者不再显示申报材料。
judge-comment = 评语
judge-comment-to-entrant = 给申报者的反馈
judge-comment-to-entrant-help = 转交时不署您的姓名。
judge-comment-to-organiser = 给组织者的说明
judge-submit-card = 提交评分表
judge-card-submitted = 评分表已提交。在入围结果确认之前可以更正。
judge-card-closed = 此评分表已不能修改。
judge-recuse = 回避
judge-recuse-help = 您对此项目的评分将一律不计，且不可撤销。
judge-recused = 您已对此项目回避。
judge-ground = 您与该项目的关系
judge-ground-employment = 在该主体任职或曾任职
judge-ground-residence = 居住于该地或为其公民
judge-ground-involvement = 参与该项目或曾提供咨询
judge-ground-family = 亲属或密友
judge-ground-interest = 经济利益
judge-ground-other = 其他

refusal-anchor-malformed = 每行为一个分值、一个等号及其含义：10 = 卓越
refusal-hearing-time-malformed = 请填写该时区中存在的日期和时间。

## Comments to entrants

judge-comments-to-entrant = 评委致申报者的意见
judge-comments-wait = 在本参评项目的结果公布后，申报者可阅读以下意见（不含评委姓名）。

## 先申报利益关系，后阅读材料

judge-declaration = 阅读之前
judge-declaration-help = 以下项目已分配给您。目前只显示标题和申报主体；您说明是否与其存在利益关系之后，申报材料才会开放。此时回避不会损害项目：我们会另请评委。
judge-tied-to-it = 我与该项目存在关系
judge-undertaking-title = 您的承诺
judge-undertaking = 对未标记的项目，我不存在任何利益关系。我仅依据评分标准打分；在公布之前不向任何人谈论材料和分数；一旦得知存在关系，立即回避。
judge-declare = 提交申报并开放材料
judge-declared = 您的申报已记录。
judge-declare-now = 申报
judge-undeclared = 有 { $count } 个项目等待您说明是否存在利益关系。
judge-declaration-first = 评委须先申报利益关系，方可阅读材料
judge-declaration-first-help = 评委先看到标题和申报主体，存在关系的予以回避。
refusal-declaration-missing = 请先申报您与本轮项目的利益关系，之后材料才会开放。
refusal-declaration-invalid = 申报未能记录；每处均说明了原因。
refusal-assignment-elsewhere = 这不是等待您申报的项目。
refusal-undertaking-missing = 请作出承诺；否则材料不会开放。

## 评委的工作台

judge-next = 下一个待评
judge-keys = 键盘操作：数字键选择分数，回车到下一项标准，Ctrl 加回车提交。
judge-own-scores = 您在本轮的 { $count } 份评分
judge-own-scores-help = 只含您本人的评分，便于前后对照；不显示任何人的平均分。
judge-note = 您自己的笔记
judge-note-help = 其他任何人都看不到。
judge-note-keep = 保存笔记

## 批量评分

refusal-too-many-cards = 一次请求最多包含 { $most } 份评分表。
refusal-scorecards-invalid = 没有保存任何评分表；每处均说明了原因。
refusal-not-found = 您没有这项评审任务。
refusal-stale = 已有更新的版本，请先查看。

## 排名有多可靠

judge-adjusted = 调整后
judge-chance = 线上概率
judge-borderline = 临界
judge-severity = 宽严
judge-noise = 波动
judge-severity-help = “宽严”指评委的打分低于评审团平均水平多少（附标准误）：正数偏严，负数偏宽。“波动”与其他评委相比：1 为同样稳定，2 为波动加倍。两者都不改变评委给出的分数。
judge-severity-plot = 每位评委的宽严及其九成区间；竖线为评审团平均水平。
judge-standings-part = 这里只显示一部分项目。在此确认时，其余部分的项目按评议会看板上的位置不变。
judge-sureness = 这份排名有多可靠
judge-found-again = 若换一批评委，调整后得分之间的差异可重现的比例：
judge-found-again-raw = 简单平均分为
judge-alpha = 评分表的克里彭多夫 α 系数为
judge-caterpillar = 项目按调整后得分由高到低排列，各附真实得分的九成区间；虚线为本轮的第一条分数线。
judge-caterpillar-help = 调整去除了偏严或偏宽的评委对每个分数的影响，并把评分表较少的项目拉向平均。琥珀色项目的真实位置可能在线的任一侧：再增加一份评分最有帮助。所给分数一概不变；入围仍按本轮自定的方法。
judge-care-unlinked = 项目分成 { $count } 组，组间没有共同的评委：各组的分数不可相互比较。请让一组的评委给另一组的项目打分。
judge-care-not-estimable = 评分表太少，无法区分偏严的评委和较弱的项目。
judge-care-no-difference = 项目之间的差异不超过偶然波动。
judge-care-erratic = 该评委与其他评委的一致程度远低于他们彼此之间。请在划线之前复核这些评分表。
judge-care-tied-cut = 有 { $count } 个项目在线的哪一侧仅由偶然决定。
# 评审分配方案
judge-plan = 评审分配方案
judge-plan-intro = 方案只是建议，确认之前不会分配任何任务。已分配的任务保持不变；已对某项目回避的评委不会再得到该项目。适合程度由三者相乘：语言（不能阅读项目语言的减半）、主题（熟悉项目全部主题为满分，全不熟悉减半）和地区（与评委不同地区的略高）。
judge-plan-per-entry = 每个项目的评委数
judge-plan-low = 每位评委至少评审的项目数
judge-plan-high = 每位评委至多评审的项目数
judge-plan-high-help = 留空则取平均数再加五分之一。
judge-plan-cap = 任一配对的最高概率（百分比）
judge-plan-cap-help = 留空则取最优方案。若填 50，方案由随机抽取产生，谁也无法预料某位评委必定评审某个项目。
judge-plan-seed = 随机种子
judge-plan-seed-help = 换一个数，会得到另一个优劣相近的方案。
judge-plan-long = 本轮规模较大，生成方案需要几秒钟。
judge-plan-ask = 生成方案
judge-plan-again = 生成方案
judge-plan-worth = 方案评估
judge-plan-loads = 每位评委 { $lightest } 至 { $heaviest } 个项目。
judge-plan-worst = 匹配最差的是 { $entry } 号项目：其评委适合程度之和为 { $served }，平均为 { $mean }。
judge-plan-connected = 所有评委都可比较：共同评审的项目把他们连在一起。
judge-plan-split = 评委与项目分成互不相连的 { $parts } 部分，各部分之间无法比较评分宽严。请增加每个项目的评委数。
judge-plan-new = { $count ->
    [0] 没有需要新分配的任务。
   *[other] 将新分配 { $count } 项任务。
}
judge-plan-apply = 按方案分配
judge-plan-load = 项目数
judge-plan-of-these-new = 其中新增
judge-plan-worst-badge = 匹配最差
judge-plan-stays = 已分配
judge-plan-hidden = 另有 { $count } 个项目已列入方案，此处未列出。
judge-plan-capacity = 共需 { $needed } 份评分，而评委只能再承担 { $available } 份。请提高上限或增加评委。
judge-plan-too-few = { $entry } 号项目需要 { $needed } 位评委，但可评审该项目的只有 { $free } 位。
judge-plan-crowded = { $entry } 号项目尚缺 { $missing } 位评委：可评审该项目的评委均已满额。
judge-plan-in-conflict = { $judge } 与 { $entry } 号项目存在利益冲突却已被分配，请收回该任务。
judge-plan-overloaded = { $judge } 已有 { $load } 个项目，超过上限 { $high } 个。
judge-plan-underloaded = { $judge } 得到 { $load } 个项目，少于所要求的 { $low } 个。
refusal-plan-invalid = 无法据此生成方案，各处已注明原因。
refusal-plan-per-entry = 每个项目至少一位评委，且不能多于评审组的 { $judges } 位。
refusal-plan-bounds = 下限高于上限。
refusal-plan-cap = 请填写 1 至 100 的百分比。
refusal-plan-affinity = 适合程度须为 0 至 1 的数。
refusal-plan-large = 项目与评委过多，无法一次生成方案。
refusal-plan-moved = 方案显示之后该轮次已有变化；以下是现在的方案。
refusal-plan-incomplete = 部分项目缺少评委，方案不能采用。
judge-matrix-from = 共{ $count }个项目，从此编号起
judge-working-title = 正在计算
judge-working = 本轮评分自上次计算后有变动，正在重新计算。算好后本页会自动显示。
judge-working-again = 再看一次
