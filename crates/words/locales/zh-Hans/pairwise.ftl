# 两两比较的轮次：每次比较两个项目。

refusal-round-not-pairwise = 本轮为评分，不作比较。
refusal-round-is-pairwise = 本轮两两比较项目，没有评分表。
refusal-comparison-invalid = 该比较无法保存。
refusal-pair-same = 请比较两个不同的项目。
refusal-comparisons-not-connected = 现有比较分为 { $groups } 组，组与组之间毫无联系，无法排出先后。请安排跨组比较。
refusal-method-does-not-fit = 两两比较的轮次由布拉德利–特里模型决定名次，其他轮次不用此方法。
refusal-cut-needs-scores = 两两比较的轮次没有分数，请按名额或比例划线。
refusal-ties-need-scores = 两两比较的轮次没有可用于区分并列的分项得分，请选择全部入围或交由人定夺。
refusal-threshold-needs-scores = 两两比较的轮次没有分数，此界限无从适用。

judge-kind-pairwise = 两两比较
judge-warning-comparisons-not-connected = 现有比较分为互不相连的几组。名次只在组内有效，也不划线：请把不同组的项目分给同一评委，安排跨组比较。
pairwise-method = 名次按布拉德利–特里模型的能力值排列：即一个项目胜过平均项目的胜算的对数。每个项目除实际比较外另计一次假想的平局，因此全胜或全负不会得到无限大的数值。能力值相同者名次相同。

pairwise-kind-help = 在两两比较的轮次，评委每次比较自己的两个项目，不打分。评分范围和权重留空即可，各项标准只用来提示关注什么。最低数量指每个项目的比较次数，名次由布拉德利–特里模型决定。
pairwise-which = 哪一个更好？
pairwise-one = 第一个
pairwise-other = 第二个
pairwise-first = 第一个更好
pairwise-second = 第二个更好
pairwise-equal = 不分高下
pairwise-look-at = 请关注
pairwise-comment = 理由
pairwise-comment-help = 供您自己日后查看，不向其他任何人显示。
pairwise-said-before = 上次所选
pairwise-kept = 已保存。本轮结束前可在下方更改。
pairwise-said = 您已作的比较：{ $count } 次
pairwise-said-help = 这里只显示您自己的比较，其他评委看不到。如有更改，以最后一次为准。
pairwise-change = 更改
pairwise-closed = 本轮目前不在评审中。
pairwise-declare-first = 请先作利益声明，然后才能比较这些项目。
pairwise-alone = 只有一个项目，无从比较。请向组织者再要一个项目。
pairwise-done = 已全部完成。您对每个项目的比较次数都已达到要求。
pairwise-progress = 已作的比较
pairwise-comparisons = 比较次数
pairwise-compare = 比较下一对
pairwise-no-scorecard = 本轮两两比较项目，没有评分表。
pairwise-to-desk = 返回比较
pairwise-entries-help = 已提交、已开始、未开始均按项目计：评委对某项目的比较次数达到要求，即为已提交。
pairwise-ability = 能力值
pairwise-wins = 胜
pairwise-losses = 负
pairwise-ties = 平
pairwise-group = 组
pairwise-outstanding = 还有未完成的比较。
pairwise-too-few = 有些项目的比较次数不足。
