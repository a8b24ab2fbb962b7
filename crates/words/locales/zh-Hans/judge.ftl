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
refusal-panel-elsewhere = 本届没有这个评审组。
refusal-already-in-panel = 此人已在评审组中。
refusal-person-unknown = 没有这个人。
refusal-not-in-panel = 此人不在评审组中。
refusal-judge-has-assignments = 该评委仍有评审任务，请先收回。

## 拒绝：任务与评分表

refusal-assignments-invalid = 其中有些任务无法分配，各处已注明原因。
refusal-assignment-exists = 该评委已有此项目。
refusal-judge-in-conflict = 该评委已对此项目回避。
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
