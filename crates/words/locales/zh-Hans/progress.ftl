# 轮次的进展：进度、提醒、延期、退回重评、评委自己的轮次。

progress = 进度
progress-due = 截止时间
progress-no-due = 尚未设定截止时间；请在下方设定，每位评委都会看到。
progress-nothing = 本轮尚未分配任何评委。
progress-pace = 进展
progress-pace-plot = 已提交评分表随时间的变化，并与从首次分配到截止时间的匀速进展对照。
progress-pace-help = 粗线为已提交的数量，点线为匀速进展，竖虚线为截止时间。
progress-pace-table = 同样内容的数字表
progress-until = 截至
progress-in = 已提交
progress-even = 匀速进展
progress-asked = 应评
progress-activity = 最近一次评审
progress-late = 逾期
progress-due-today = 今天截止
progress-late-today = 今天起逾期
progress-days-late = { $count ->
   *[other] +{ $count } 天
}
progress-days-left = { $count ->
   *[other] −{ $count } 天
}
progress-last-reminder = 最近一次提醒
progress-total = 合计
progress-remind = 提醒
progress-remind-late = 提醒所有逾期评委
progress-remind-help = 一封邮件会列出评委在本奖项中尚欠的全部评分表。同一评委十二小时内不会再收到第二封。
progress-reminded = { $sent ->
    [0] 未提醒任何人。
   *[other] 已提醒 { $sent } 位评委。
} { $held ->
    [0] {""}
   *[other] 另有 { $held } 位在十二小时内已被提醒过。
}
progress-rehearsal = 演练不会提醒任何人。
progress-waiting = 等待评分表的项目
progress-waits-for = 等待
progress-schedule = 截止时间与提醒
progress-due-help = 评委可见；过后仍可提交评分表。
progress-days-before = 截止日前的提醒
progress-days-before-help = 提前的天数，如 7, 2。留空则不提醒。
progress-every-days-after = 截止日后的提醒
progress-every-days-after-help = 每隔几天提醒一次，如 3。留空则不提醒。
progress-digest-help = 尚欠评分表的评委每天最多收到一封邮件，以其使用的语言、在本届所用时区的 08:00 至 18:00 之间发出。没有待办的评委不会收到邮件。
progress-extend = 给评委延期
progress-extend-help = 评委会看到。
progress-extended = 已给该评委延期。
progress-more-time = 已延期
progress-reopen = 退回评分表
progress-show-cards = 显示该评委的评分表
progress-card = 评分表
progress-reopen-help = 评委会看到。在其重新提交之前，该评分表不计入；已填内容予以保留。
progress-reopened = 已退回
progress-reopened-done = 评分表已退回，并已通知该评委。
progress-reopened-note = 组织者退回了这份评分表，重新提交后才会计入。理由：

## 评委自己的轮次

progress-my-rounds = 我的轮次
progress-extended-note = 您在本轮获得延期。组织者的理由：
progress-severity = 您的评分与其他评委相比
progress-severity-later = 您提交本轮最后一份评分表后即可看到。
progress-severity-unknown = 其他评委的评分表尚少，无法比较。
progress-severity-severe = 对同样的项目，您的评分比评审组平均约低 { $by } 分（标准误 { $error }）：您比平均更严格。
progress-severity-lenient = 对同样的项目，您的评分比评审组平均约高 { $by } 分（标准误 { $error }）：您比平均更宽松。
progress-severity-none = 就目前所知，对同样的项目，您的评分与评审组平均相当：相差 { $by } 分，标准误 { $error }。
progress-noise-more = 您的评分起伏大于其他评委：为他们的 { $times } 倍，1 表示与他们同样稳定。
progress-noise-less = 您的评分比其他评委更稳定：起伏为他们的 { $times } 倍，1 表示与他们同样稳定。
progress-noise-same = 您的评分与其他评委大致同样稳定：起伏为他们的 { $times } 倍。
progress-severity-help = 只有您、评审组组长以及负责或审计本届的人员能看到。这不是对您的评价，也不改变您给出的分数；随着其他评委的评分表陆续提交，数值会有变化。
progress-chair = 供组长查看的评审组情况
progress-chair-help = 本轮所有评分表提交后，组长可见。

## 拒绝

refusal-reminder-days = 最多填写 { $most } 个天数，且不超过截止日前 { $farthest } 天。
refusal-reminder-every = 请填写 1 至 { $farthest } 的天数。
refusal-due-passed = 该时间已经过去。
refusal-due-before-round = 该时间早于本轮的截止时间。
refusal-scorecard-not-submitted = 只有已提交的评分表才能退回。
refusal-nothing-outstanding = 该评委在本轮目前没有待交的评分表。
refusal-reminded-lately = 该评委在十二小时内已被提醒过。
refusal-rehearsal-reminds-nobody = 演练不会提醒任何人。
