# 委员会会议，以及由两人确认入围结果。

refusal-motion-invalid = 动议未能记录，各处已注明原因。
refusal-motion-same-place = 该项目已在此处。
refusal-votes-missing = 请填写票数，或选择“一致同意”。
refusal-votes-exceed-present = 票数超过参与表决的 { $present } 位成员。
refusal-organiser-in-conflict = 您作为评委已对该项目回避，须由他人调整：{ $missing }
refusal-confirmation-none = 目前没有等待第二人确认的方案。
refusal-confirmation-needs-another = 该方案由您提出，须由另一人确认。
refusal-confirmation-moved = 方案提出之后，评分表或动议已有变化，须重新提出。

meeting-meeting = 会议
meeting-without-lines = 该轮次没有界线，无从调整。
meeting-choose = 选择一个项目即可调整其位置。
meeting-closed = 仅在该轮次评审期间、入围结果确认之前可以调整项目。
meeting-veiled = 您已对该项目回避：其得分与去留理由不向您显示。
meeting-aside = 您已回避
meeting-near = 临近界线
meeting-board = 看板
meeting-tied = 并列，待定
meeting-out = 未入选
meeting-moved = 已调整
meeting-as-ruled = 与规则所定数目一致
meeting-over = 比规则多 { $count } 个
meeting-under = 比规则少 { $count } 个
meeting-more = 另有 { $count } 个
meeting-to = 调整至
meeting-settled = 议决方式
meeting-agreed = 一致同意，未付表决
meeting-voted = 付诸表决
meeting-in-favour = 赞成
meeting-against = 反对
meeting-abstained = 弃权
meeting-votes = 赞成 { $in_favour } 票，反对 { $against } 票，弃权 { $abstained } 票
meeting-stood-aside = 已回避、不参与：
meeting-absent = 其他未到场的成员
meeting-absentees = 未参与
meeting-record = 记录动议
meeting-carried = 动议已记录并获通过。
meeting-not-carried = 动议已记录，但未获通过；项目位置不变。
meeting-lost = 未通过
meeting-motions = 动议

## 均衡

meeting-balance = 均衡情况
meeting-balance-ask = 按地区、规模、主题和目标的构成（需读取全部材料）
meeting-balance-help = 项目数及其占该列的比例。一个项目有多个主题或目标时，分别计入。
meeting-in-round = 本轮全部
meeting-eligible = 全部合格

## 两人确认

meeting-by-two = 入围结果须由两人确认
meeting-by-two-help = 一人确认之后，须由另一人确认同样的内容方能生效。
meeting-propose = 提出入围方案
meeting-proposed = 入围方案已提出，经另一人确认后生效。
meeting-waiting = 有方案等待确认
meeting-waits = 提出了此入围方案。请确认，或说明理由后搁置。
meeting-waits-own = 该方案由您提出，须由另一人确认或搁置。
meeting-by-hand = 人工调整的项目
meeting-set-aside = 搁置该方案
meeting-was-set-aside = 方案已搁置，未作任何决定。
