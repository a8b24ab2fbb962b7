# 第二轮补评：为线附近的项目追加评分表。

wave = 补充评分
wave-ask = 请求更多评分表
wave-intro = 对线附近的一些项目，现有评分表还不足以断定它们究竟在线上还是线下，追加评分表在这里最有用。请填写最多追加多少份，Kapok 会建议追加给哪些项目、由哪些评委评审。确认之前不会分配任何任务。已分配的任务保持不变；已对某项目回避的评委不会得到该项目；任何评委都不会超过自己能承担的数量。
wave-budget = 最多追加的评分表份数
wave-budget-help = 1 至 1,000。几乎不会改变结果的评分表不会追加。
wave-high-help = 留空则以每位评委自报的承担数量为限。
wave-again = 重新生成建议
wave-settled = 没有临界项目：追加评分表几乎不会改变结果。
wave-worth = 预期改变
wave-now = 就已提交的评分表而言，平均有 { $now } 个项目处在线的错误一侧。
wave-awaited = 待已分配的评分表全部提交后：{ $awaited } 个。
wave-after = 追加 { $count } 份评分表后：{ $after } 个，即减少 { $gain } 个。
wave-left = 您提供的份数中有 { $count } 份未使用：再追加几乎不会改变结果，或已没有可评审的评委。
wave-further = 追加的评委
wave-wrong = 处在错误一侧
wave-owed = 待交 { $count } 份
wave-help = 指该项目实际应在线的另一侧的概率：前者为待已分配的评分表提交后，后者为再加上追加的评分表后。各位评委同等看待，线的位置按现状计。
refusal-wave-invalid = 无法据此提出补充评分的建议。
refusal-wave-budget = 请填写 1 至 { $most } 份。
refusal-wave-not-estimable = 评分表太少，无法判断哪些项目尚不确定。
refusal-wave-without-line = 本轮没有把项目分开的线，因此没有不确定的项目。
refusal-plan-further = 每个项目的评委不能多于评审组的 { $judges } 位。
